import { vendor, type Vendor } from '#contract/vendor.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** How vendors lie in the table. */
const definition: RecordDefinition<Vendor & AnyRecord> = {
  type: vendor,
  schema: 1,
  projection: 2,
  upgrades: [],
  unique: ['code'],
  code: { field: 'code', prefix: 'VEND' },
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
  derive: () => ({}),
  defaults: (settings) => ({ country: settings.country }),
};

export const vendorRecords = definition as unknown as RecordDefinition;
