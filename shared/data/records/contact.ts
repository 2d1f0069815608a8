import { contact } from '#contract/records/contact.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/** How contacts are stored: derived from their fields. */
export const contactRecords: RecordDefinition = { ...plainDefinition(contact), projection: 3 };
