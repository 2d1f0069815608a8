import { contact } from '#contract/records/contact.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** How contacts lie in the table: as their fields say. */
export const contactRecords: RecordDefinition = { ...plainDefinition(contact), projection: 3 };
