import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '#data/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { countsOf } from '#data/records/counters.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { creation } from '#data/records/write.ts';
import { people } from './people.ts';

/** Raised when loaded data would differ although what is looked at below does not. */
const loading = 1;

const now = '2026-11-20T08:00:00.000Z';
const settings = {
  timeZone: 'UTC',
  country: 'CO',
  contactStatuses: ['prospect', 'qualified', 'customer', 'inactive'].map((id) => ({ id })),
};
const context = { orgId: 'o', now, actor: { userId: 'u' }, requestId: 'r', settings } as unknown as Context;

/** Names how loaded data looks: data that was kept is used again while this is the same. */
export function dataVersion(): string {
  const hash = createHash('sha256').update(`${loading} ${projectionHash(contactRecords)}`);
  // The table's keys and indexes.
  hash.update(readFileSync(path.join(import.meta.dirname, '../infra/data.ts')));
  let number = 0;
  for (const { input } of people(5, ['t'], 0)) {
    const { record, actions } = creation(contactRecords, context, input, '', `id-${(number += 1)}`);
    // Salts are made anew each time.
    const items = actions.map((action) =>
      'put' in action ? { ...action.put.Item, salt: '', digest: '' } : undefined,
    );
    hash.update(
      JSON.stringify([
        items,
        contactRecords.searchWords(record),
        countsOf(contactRecords, record, settings.timeZone),
      ]),
    );
  }
  return hash.digest('hex').slice(0, 16);
}
