import { contact } from '#contract/records/contact.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

export const contactRecords: RecordDefinition = { ...plainDefinition(contact), projection: 5 };
