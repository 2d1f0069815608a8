import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { checkFilter, filterInput } from '#contract/lists/filter.ts';
import type { Filter } from '#contract/lists/filter-tree.ts';
import { contact } from '#contract/records/contact.ts';
import { invoice } from '#contract/records/invoice.ts';
import { cellOf, type ListRecord } from './cells.ts';
import { ListDatabase } from './list-database.ts';
import { matches } from './matches.ts';
import { predicateOf } from './predicate.ts';
import { constants, customFields, me, questions, recordOver, settings } from './questions-under-test.ts';
import '../../../tests/seeded.ts';

const countable = (runs: number) => ({ numRuns: Number(process.env.RUNS ?? runs) });

test('a filter selects the records that match it, all pages together exactly once, in one order', () => {
  fc.assert(
    fc.property(questions, ({ type, records, filter, sorts, timeZone, yearStartMonth, now, limit }) => {
      const columns = columnsOf(type, customFields, settings);
      expect(filterInput.safeParse(filter).success).toBe(true);
      expect(checkFilter(filter, columns)).toEqual([]);
      const predicate = predicateOf(filter, columns, { now, timeZone, yearStartMonth, userId: me });
      const database = ListDatabase.create([...columns.values()]);
      database.put(records);
      const expected = records.filter(({ source }) => matches(predicate, source)).map(({ id }) => id);
      const whole = database.answer({ reach: 'all', filter: predicate, sorts, limit: 1000 });
      const paged: string[] = [];
      let page = database.answer({ reach: 'all', filter: predicate, sorts, limit });
      while (page.rows.length > 0) {
        paged.push(...page.rows.map(({ id }) => id));
        page = database.answer({
          reach: 'all',
          filter: predicate,
          sorts,
          limit,
          after: page.rows.at(-1)?.position,
        });
      }
      database.close();
      expect(whole.rows.map(({ id }) => id).sort()).toEqual([...expected].sort());
      expect(whole.total).toBe(expected.length);
      expect(paged).toEqual(whole.rows.map(({ id }) => id));
    }),
    countable(500),
  );
});

test('pages that are read through an index of their order are those of a scan, between and after writes', () => {
  const many = questions.chain((question) => {
    const columns = [...columnsOf(question.type, customFields, settings).values()];
    const records = fc.uniqueArray(recordOver(columns), {
      minLength: 60,
      maxLength: 80,
      selector: ({ id }) => id,
    });
    return fc.record({
      ...constants(question),
      records,
      changed: fc.array(recordOver(columns), { maxLength: 5 }),
    });
  });
  fc.assert(
    fc.property(many, ({ type, records, changed, filter, sorts, timeZone, yearStartMonth, now }) => {
      const columns = columnsOf(type, customFields, settings);
      const predicate = predicateOf(filter, columns, { now, timeZone, yearStartMonth, userId: me });
      const database = ListDatabase.create([...columns.values()]);
      database.put(records);
      for (const written of [[], changed]) {
        database.put(written);
        const newest = new Map([...records, ...written].map((record) => [record.id, record]));
        const present = [...newest.values()].filter(({ source }) => source.deletedAt === undefined);
        for (const filtered of [predicate, undefined]) {
          const question = { reach: 'all', filter: filtered, sorts: sorts.slice(0, 1) } as const;
          const { rows, total } = database.answer({ ...question, limit: 1_000 });
          const matching = present.filter(({ source }) => !filtered || matches(filtered, source));
          expect(total).toBe(matching.length);
          for (const offset of [0, 1, 0, 2]) {
            const page = database.answer({ ...question, limit: 1, offset });
            expect(page).toEqual({ rows: rows.slice(offset, offset + 1), total });
            const after = page.rows[0]?.position;
            if (after)
              expect(database.answer({ ...question, limit: 1, after }).rows).toEqual(
                rows.slice(offset + 1, offset + 2),
              );
          }
        }
      }
      database.close();
    }),
    countable(30),
  );
});

test('groups count every matching record, and summarize its numbers and amounts', () => {
  const groupable = (kind: string) => kind === 'choice' || kind === 'choices';
  fc.assert(
    fc.property(questions, fc.nat(), ({ type, records, filter, timeZone, yearStartMonth, now }, pick) => {
      const columns = columnsOf(type, customFields, settings);
      const all = [...columns.values()];
      const predicate = predicateOf(filter, columns, { now, timeZone, yearStartMonth, userId: me });
      const database = ListDatabase.create(all);
      database.put(records);
      const by = all.filter(({ kind }) => groupable(kind))[pick % 5];
      const measures = all.filter(({ kind }) => kind === 'number' || kind === 'money');
      const question = { reach: 'all', filter: predicate, by, measures } as const;
      const { groups } = database.summarize({ ...question, groupsMax: 1_000 });
      const most = database.summarize({ ...question, groupsMax: 1 });
      database.close();
      expect(most.count).toBe(groups.length);
      expect(most.groups).toEqual(groups.slice(0, 1));
      expect(groups.map(({ count }) => count)).toEqual(
        groups.map(({ count }) => count).sort((a, b) => b - a),
      );
      const matching = records.filter(({ source }) => matches(predicate, source));
      const keysOf = ({ source }: ListRecord): (string | null)[] => {
        const cell = by && cellOf(by, source);
        return cell?.kind === 'ids' ? [...cell.ids] : [null];
      };
      const keys = new Set(by ? matching.flatMap(keysOf) : [null]);
      expect(new Set(groups.map(({ key }) => key))).toEqual(keys);
      for (const { key, count, measures: found } of groups) {
        const inGroup = matching.filter((record) => keysOf(record).includes(key));
        expect(count).toBe(inGroup.length);
        for (const column of measures) {
          const cells = inGroup.flatMap(({ source }) => cellOf(column, source) ?? []);
          const numbersOf = (currency: string | undefined) =>
            cells.flatMap((cell) => {
              if (cell.kind === 'number') return [cell.number];
              return cell.kind === 'money' && cell.money.currency === currency
                ? [cell.money.amountMinor]
                : [];
            });
          const summaries = found[column.name] ?? [];
          expect(summaries.reduce((sum, summary) => sum + summary.count, 0)).toBe(cells.length);
          for (const { currency, sum, min, max, count: valued } of summaries) {
            const numbers = numbersOf(currency);
            expect(valued).toBe(numbers.length);
            expect(sum).toBeCloseTo(numbers.reduce((total, number) => total + number, 0));
            expect([min, max]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
          }
        }
      }
    }),
    countable(300),
  );
});

test('codes and numbers of documents are in the order of their numbers, however many digits these have', () => {
  const columns = columnsOf(invoice, [], settings);
  const database = ListDatabase.create([...columns.values()]);
  const codes = ['D-0002', 'D-9999', 'D-10000', 'D-10001', 'D-99999', 'D-100000', 'D-2000000'];
  const numbers = ['F2026-0001', 'F2026-9999', 'F2026-10000', 'F20271', 'F20279999', 'F202710000', 'Z1'];
  const recordOf = (place: number): ListRecord => ({
    id: String(place),
    source: { code: codes[place], number: numbers[place] },
    body: '{}',
    searchText: '',
  });
  database.put([3, 0, 6, 2, 5, 1, 4].map(recordOf));
  for (const name of ['code', 'number']) {
    const sorts = [{ column: columns.get(name)!, isDescending: false }];
    const { rows } = database.answer({ reach: 'all', sorts, limit: 10 });
    expect([name, ...rows.map(({ id }) => Number(id))]).toEqual([name, 0, 1, 2, 3, 4, 5, 6]);
  }
  database.close();
});

test('no value that a caller sends becomes SQL', () => {
  const columns = columnsOf(contact, customFields, settings);
  const database = ListDatabase.create([...columns.values()]);
  const record = { id: 'a', source: { city: 'Bogotá' }, body: '{}', searchText: 'bogota' };
  database.put([record]);
  const hostile = [
    `'; DROP TABLE records; --`,
    `" OR 1=1 --`,
    `%' OR '1'='1`,
    `) OR (1=1`,
    `\\`,
    `?`,
    `:a`,
    '/*',
  ];
  for (const value of hostile) {
    for (const condition of [
      { field: 'city', op: 'startsWith', value: `x${value}` },
      { field: 'statusId', op: 'anyOf', value: [value] },
      { field: 'tagIds', op: 'anyOf', value: [value] },
    ] satisfies Filter[]) {
      const predicate = predicateOf(condition, columns, {
        now: '2026-01-01T00:00:00Z',
        timeZone: 'UTC',
        yearStartMonth: 1,
        userId: '',
      });
      expect(database.answer({ reach: 'all', filter: predicate, words: [], sorts: [], limit: 5 }).total).toBe(
        0,
      );
    }
    expect(database.answer({ reach: 'all', words: [value], sorts: [], limit: 5 }).total).toBe(0);
  }
  expect(database.answer({ reach: 'all', sorts: [], limit: 5 }).total).toBe(1);
  database.close();
});

test('texts are the same by their letters and symbols, regardless of case and accents', () => {
  const columns = columnsOf(contact, [], settings);
  const column = columns.get('email')!;
  const database = ListDatabase.create([...columns.values()]);
  const emails = ['a.b@acme.example', 'a-b@acme.example', 'Á.B@acme.example', 'ab@acme.example'];
  const texts = { body: '{}', searchText: '' };
  database.put(emails.map((email, index) => ({ id: `id ${index}`, source: { email }, ...texts })));
  expect(database.withValues(column, ['A.B@ACME.example'], 'all').map(({ id }) => id)).toEqual([
    'id 0',
    'id 2',
  ]);
  expect(database.repeated(column, 5, 'all')).toEqual({ count: 1, ids: ['id 0', 'id 2'] });
  database.close();
});
