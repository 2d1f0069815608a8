import type { RecordDefinition } from '#data/records/definition.ts';
import { fold, wordsOf } from '#data/words.ts';
import { gadget } from './gadget.ts';

/** How gadgets lie in the table. */
export const gadgetRecords: RecordDefinition = {
  type: gadget,
  schema: 1,
  projection: 1,
  upgrades: [],
  unique: ['serial'],
  lists: [
    { index: 'g1', sort: 'title' },
    { index: 'g2', by: 'ownerId', sort: 'title' },
  ],
  sorts: { title: (record) => fold(String(record.title)) },
  searchWords: (record) => wordsOf({ names: [String(record.title)], emails: [], phones: [] }),
  searchDetail: (record) => record.serial as string | undefined,
  countedBy: 'statusId',
  countedEach: [],
  derive: () => ({}),
  defaults: (settings) => ({ statusId: settings.contactStatuses[0]?.id ?? '' }),
  check: () => undefined,
};
