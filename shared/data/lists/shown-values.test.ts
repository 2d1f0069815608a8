import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { recordTypes } from '#contract/record-types.ts';
import { ListDatabase } from './list-database.ts';
import { customFields, questions, recordOver, settings } from './questions-under-test.ts';
import { isKept } from './shown-values.ts';
import '../../../tests/seeded.ts';

const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('a copy shows records as they are stored, also after they have changed and in another process', () => {
  fc.assert(
    fc.property(questions, ({ type, records }) => {
      const columns = [...columnsOf(type, customFields, settings).values()];
      const kept = columns.filter(isKept);
      const [changed] = fc.sample(recordOver(columns), { numRuns: 1, seed: records.length });
      const [first, ...others] = records.map((record, at) => ({
        ...record,
        source: {
          ...record.source,
          version: at + 1,
          ...(at % 2 ? { createdAt: '2026-11-02T10:00:00Z' } : {}),
        },
      }));
      const next = { ...changed!, id: first!.id, source: { ...changed!.source, version: 70 } };
      const database = ListDatabase.create(columns);
      database.put([first!, ...others]);
      database.put([next]);
      const copy = ListDatabase.open({ columns: database.serialize('columns') }, columns);
      const all = [...others, next].reverse();
      for (const one of [database, copy])
        expect(one.records(['unknown', ...all.map(({ id }) => id)], kept)).toEqual(
          all.map(({ id, source: { custom = {}, ...values } }) => {
            const names = new Set(['version', ...kept.map(({ name }) => name)]);
            const shown = Object.entries(values).filter(
              ([name]) => names.has(name) && !name.startsWith('custom.'),
            );
            const further = Object.keys(custom).length > 0 ? { custom } : {};
            return stored({ id, ...Object.fromEntries(shown), ...further });
          }),
        );
      database.remove([first!.id]);
      expect(database.records([first!.id], kept)).toEqual([]);
      database.close();
      copy.close();
    }),
    { numRuns: Number(process.env.RUNS ?? 200) },
  );
});

test('a copy keeps no long texts, so that the table is asked for them', () => {
  const long = { key: 'story', label: 'Story', kind: 'longText' } as const;
  const columns = columnsOf(recordTypes.lead, [long], settings);
  const left = [...columns.values()].filter((column) => !isKept(column)).map(({ name }) => name);
  expect(left).toContain('custom.story');
});
