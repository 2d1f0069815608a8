import { contact, type Contact } from '#contract/records/contact.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

export const contactRecords: RecordDefinition<Contact> = {
  ...plainDefinition<Contact>(contact),
  projection: 5,
  counting: { byDay: true },
};
