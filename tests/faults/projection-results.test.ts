import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import { countsOf } from '#data/records/counters.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { searchedIn } from '#data/records/searched-in.ts';
import { recordItem } from '#data/records/stored.ts';
import { lookupTermsOf, searchWordsOf } from '#data/values/searched.ts';
import { head, samples } from './projection-samples.ts';

const settings = {
  timeZone: 'America/Bogota',
  country: 'CO',
  currency: 'USD',
  ...defaultLists('en'),
  slots: {
    contact: [
      { key: 'tier', kind: 'choice' },
      { key: 'wishes', kind: 'choices' },
      { key: 'worth', kind: 'money' },
      { key: 'licence', kind: 'text', searchable: true },
    ],
  },
} as unknown as OrganizationSettings;

function resultsOf(definition: RecordDefinition, sample: Record<string, unknown>): unknown {
  const sampleRecord = { ...head, ...sample } as AnyRecord;
  const record = { ...sampleRecord, ...definition.derive(sampleRecord, settings) };
  const { row, ...item } = recordItem(definition, 'o', record, settings);
  const searched = searchedIn(definition, settings, record);
  return {
    words: searched.flatMap(searchWordsOf),
    lookups: searched.flatMap(lookupTermsOf),
    detail: definition.search.detail(record),
    counts: countsOf(definition, record, settings.timeZone),
    ...(definition.type.name === 'lead' ? { tallies: definition.counting?.tallies?.(record, settings) } : {}),
    ...(definition.counting?.facts
      ? { facts: definition.counting.facts(record, settings, { firstAt: record.updatedAt, count: 2 }) }
      : {}),
    // The row's prefix depends on the projection number, so it is left out.
    item: { ...item, row: row.slice(row.indexOf('{')) },
  };
}

/**
 * `projection-results` contains each definition's results for the samples and its projection number. A change to the
 * results requires a new number, because existing records would otherwise never be reprojected. `UPDATE_PROJECTIONS=1`
 * then stores the new results.
 */
test.each(Object.entries(samples) as [RecordTypeName, Record<string, unknown>[]][])(
  'the projection of a %s changes only together with its projection number',
  (name, ofType) => {
    const definition = recordDefinitions[name];
    const file = path.join(import.meta.dirname, 'projection-results', `${name}.json`);
    const results = JSON.parse(
      JSON.stringify(ofType.map((sample) => resultsOf(definition, sample))),
    ) as unknown;
    const kept = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { projection: number; results: unknown })
      : { projection: 0, results: [] };
    if (process.env.UPDATE_PROJECTIONS && kept.projection < definition.projection) {
      writeFileSync(file, `${JSON.stringify({ projection: definition.projection, results }, null, 2)}\n`);
      return;
    }
    const hint = `raise "projection" of ${name}, then run this test with UPDATE_PROJECTIONS=1`;
    expect(results, hint).toEqual(kept.results);
    expect(definition.projection, 'run this test with UPDATE_PROJECTIONS=1').toBe(kept.projection);
  },
);
