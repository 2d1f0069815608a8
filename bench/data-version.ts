import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { countsOf } from '#data/records/counters.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { creation } from '#data/records/write.ts';
import { context, settings } from './generated-context.ts';
import { invoices, payments } from './money.ts';
import { people, type Past } from './people.ts';
import { deals, leads } from './sales.ts';

/** Increase this when loaded data changes in a way that the hash below doesn't cover. */
const loading = 4;

const samples: Record<DataKind, () => [RecordDefinition, Generator<Past>][]> = {
  sales: () => [
    [recordDefinitions.contact, people(5, ['t'], 0)],
    [recordDefinitions.lead, leads(5, ['t'], 0)],
    [recordDefinitions.deal, deals(5, ['t'], 0, settings)],
  ],
  money: () => [
    [recordDefinitions.invoice, invoices(5, 0)],
    [recordDefinitions.payment, payments(5, 0)],
  ],
};

/** The records of a system. */
export type DataKind = 'sales' | 'money';

/** Identifies the shape of loaded data. Stored data is reused as long as this value stays the same. */
export function dataVersion(kind: DataKind): string {
  const hash = createHash('sha256').update(String(loading));
  // This file defines the table's keys and indexes.
  hash.update(readFileSync(path.join(import.meta.dirname, '../infra/data.ts')));
  let number = 0;
  for (const [definition, inputs] of samples[kind]()) {
    hash.update(projectionHash(definition));
    for (const { input } of inputs) {
      const { record, actions } = creation(definition, context, input, '', `id-${(number += 1)}`);
      // Salts are random, so salts and the digests made with them are left out.
      const items = actions.map((action) =>
        'put' in action ? { ...action.put.Item, salt: '', digest: '', valuesDigest: '' } : undefined,
      );
      const counts = countsOf(definition, record, settings.timeZone);
      hash.update(JSON.stringify([items, definition.search.terms(record), counts]));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
