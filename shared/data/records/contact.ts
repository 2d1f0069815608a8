import { contact, type Contact } from '#contract/contact.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** How contacts lie in the table. */
const definition: RecordDefinition<Contact & AnyRecord> = {
  type: contact,
  schema: 1,
  projection: 3,
  upgrades: [],
  unique: ['email'],
  lists: [
    { index: 'g1', sort: 'name' },
    { index: 'g2', sort: 'createdAt' },
    { index: 'g3', by: 'statusId', sort: 'name' },
    { index: 'g4', by: 'customerId', sparse: true, sort: 'name' },
    { index: 'g5', by: 'ownerId', sort: 'name' },
    { index: 'g6', by: 'ownerId', sort: 'createdAt' },
  ],
  sorts: { name: (record) => keyText(fold(record.fullName)), createdAt: (record) => record.createdAt },
  searchWords: (record) =>
    wordsOf({
      names: [record.firstName, record.lastName],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
  searchDetail: (record) => record.email,
  countedBy: 'statusId',
  countedEach: ['tagIds'],
  derive: (record) => ({ fullName: [record.firstName, record.lastName].filter(Boolean).join(' ') }),
  defaults: (settings) => ({ country: settings.country }),
};

export const contactRecords = definition as unknown as RecordDefinition;
