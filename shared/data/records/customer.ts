import { dateIn } from '../day.ts';
import { customer, type Customer } from '#contract/customer.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** How customers lie in the table. */
const definition: RecordDefinition<Customer & AnyRecord> = {
  type: customer,
  schema: 1,
  projection: 3,
  upgrades: [],
  unique: ['code'],
  code: { field: 'code', prefix: 'CUST' },
  lists: [
    { index: 'g1', sort: 'name' },
    { index: 'g2', sort: 'createdAt' },
    { index: 'g3', by: 'statusId', sort: 'name' },
    { index: 'g5', by: 'ownerId', sort: 'name' },
    { index: 'g6', by: 'ownerId', sort: 'createdAt' },
  ],
  sorts: { name: (record) => keyText(fold(record.name)), createdAt: (record) => record.createdAt },
  searchWords: (record) =>
    wordsOf({
      names: [record.name],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
      codes: [record.code],
    }),
  searchDetail: (record) => record.code,
  countedBy: 'statusId',
  countedEach: ['tagIds'],
  facts: ({ createdAt, statusId }, { timeZone }) => [
    { family: 'c', day: dateIn(timeZone, createdAt), part: statusId, amounts: { n: 1 } },
  ],
  derive: () => ({}),
  defaults: (settings) => ({ country: settings.country }),
};

export const customerRecords = definition as unknown as RecordDefinition;
