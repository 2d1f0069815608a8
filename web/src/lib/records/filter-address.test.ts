import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column } from '#contract/lists/column.ts';
import { checkFilter, filterInput } from '#contract/lists/filter.ts';
import type { Filter, Operator } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import { operators, periodUnits } from '#contract/lists/operators.ts';
import { filterFrom, filterText, readableQuery } from './filter-address.ts';
import '../../../../tests/seeded.ts';

const columns: Column[] = (Object.keys(operators) as Column['kind'][]).flatMap((kind) => [
  { name: kind, kind, hasMembers: true },
  { name: `custom.my-${kind}`, kind, hasMembers: true },
]);
const columnMap = new Map(columns.map((column) => [column.name, column]));

/** Text with separators, and text in the form of other values. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'*:;,()"\'.-+% áñ🙂or5d'), minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '5',
      '-1.5',
      '5USD',
      '-60d',
      '2026-02-31',
      'this-month',
      'or(a)',
      'isEmpty',
      '1e+21',
      '..',
    ),
  )
  .map((value) => value.normalize('NFC').trim())
  .filter((value) => /^[^\p{Cc}\p{Cs}]+$/u.test(value));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0);
const money = fc.record({
  amountMinor: fc.maxSafeNat(),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
});
const dayCount = fc.integer({ min: -listLimits.daysMax, max: listLimits.daysMax });
const day = fc.oneof(
  dayCount.map((days) => ({ days })),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
);
const unit = fc.constantFrom(...periodUnits);
const periodCount = fc.integer({ min: 1, max: listLimits.periodsMax });
const period = fc.oneof(
  unit.map((one) => ({ this: one })),
  fc.record({ last: periodCount, unit }),
  fc.record({ next: periodCount, unit }),
);
const ids = fc.array(fc.oneof(fc.uuid(), fc.constant('me')), { minLength: 1, maxLength: 5 });

function valueFor(kind: Column['kind'], op: Operator): fc.Arbitrary<unknown> {
  if (op === 'isEmpty' || op === 'isNotEmpty') return fc.constant(undefined);
  if (op === 'within') return period;
  const values = { text, phones: text, number, money, date: day, timestamp: day, choice: ids, choices: ids };
  const one: fc.Arbitrary<unknown> = values[kind];
  if (op !== 'between') return one;
  return kind === 'money'
    ? money.map((amount) => [amount, { ...amount, amountMinor: 0 }])
    : fc.tuple(one, one);
}

const condition: fc.Arbitrary<Filter> = fc
  .constantFrom(...columns)
  .chain(({ name, kind }) =>
    fc
      .constantFrom(...operators[kind])
      .chain((op) =>
        valueFor(kind, op).map((value) => ({ field: name, op, ...(value === undefined ? {} : { value }) })),
      ),
  );
const group = (node: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> => {
  const nodes = fc.array(node, { minLength: 1, maxLength: 4 });
  return fc.oneof(
    nodes.map((and) => ({ and })),
    nodes.map((or) => ({ or })),
  );
};
const filter = fc.oneof(condition, group(condition), group(fc.oneof(condition, group(condition))));

test('every filter that the service accepts survives the address', () => {
  fc.assert(
    fc.property(filter, (tree) => {
      expect(filterInput.safeParse(tree).success).toBe(true);
      expect(checkFilter(tree, columnMap)).toEqual([]);
      const query = readableQuery(new URLSearchParams({ filter: filterText(tree) }));
      const address = new URL(`https://example.com/contacts?q=a&${query}#end`);
      expect(filterFrom(address.searchParams.get('filter') ?? '')).toEqual(tree);
    }),
    { numRuns: 1_000 },
  );
});

test('a name with reserved characters survives the address', () => {
  const tree: Filter = { field: 'or(a:b;c,*)', op: 'isEmpty' };
  expect(filterFrom(filterText(tree))).toEqual(tree);
});

test('an address shows conditions in a readable form', () => {
  const tree: Filter = {
    and: [
      { field: 'city', op: 'is', value: 'Cali (Sur)' },
      {
        or: [
          { field: 'lastActivityAt', op: 'isEmpty' },
          { field: 'lastActivityAt', op: 'before', value: { days: -60 } },
        ],
      },
      { field: 'ownerId', op: 'anyOf', value: ['me', 'b'] },
      { field: 'value', op: 'between', value: [{ amountMinor: 500_050, currency: 'USD' }, 1] },
      { field: 'createdAt', op: 'within', value: { last: 30, unit: 'day' } },
    ],
  };
  expect(readableQuery(new URLSearchParams({ filter: filterText(tree) }))).toBe(
    'filter=city:is:Cali+*(Sur*);or(lastActivityAt:isEmpty;lastActivityAt:before:-60d);ownerId:anyOf:me,b;' +
      'value:between:5000.50USD..1;createdAt:within:last-30-day',
  );
});

test('a damaged filter in an address is ignored', () => {
  const damaged = [
    ...['', ';', 'city', 'city:', ':is:a', 'city:is', 'city:is:', 'city:resembles:5', 'city:is:a:b'],
    ...['city:isEmpty:a', 'city:is:a;', 'or()', 'or(city:is:a', 'city:is:a)', 'or(city:is:a))', 'city:is:a*'],
    ...[
      'or(a:isEmpty)b',
      'or(or(or(a:isEmpty)))',
      'a:isEmpty;or(or(and(a:isEmpty)))',
      'a:anyOf:',
      'a:anyOf:b,,c',
    ],
    ...['a:more:b', 'a:more:1e+999', 'a:between:1', 'a:between:1..2..3', 'a:between:1..', 'a:more:1.999USD'],
    ...['a:before:2026-02-31', 'a:before:2026-13-01', 'a:before:1800-01-01', 'a:before:-99999d'],
    ...['a:within:this-decade', 'a:within:last-0-day', 'a:within:last-1001-day', 'a:within:past-3-day'],
    ...['a:within:this-day-3', 'a:within:last-day', 'a:is:\u0000', 'a:is:\ud800', `a:is:${'b'.repeat(301)}`],
    ...[`${'a'.repeat(61)}:isEmpty`, `a:anyOf:${'b'.repeat(41)}`, `a:anyOf:${Array(201).fill('b').join()}`],
    Array(51).fill('a:isEmpty').join(';'),
    Array(3)
      .fill(`a:anyOf:${Array(200).fill('b').join()}`)
      .join(';'),
  ];
  expect(damaged.filter((text) => filterFrom(text) !== undefined)).toEqual([]);
});

test('no text in an address causes an error, and those that are accepted have the form of a filter', () => {
  const parts = [
    'a',
    'or(',
    'and(',
    ')',
    ';',
    ':',
    ',',
    '*',
    'is',
    'between',
    'within',
    '..',
    '5',
    'd',
    'USD',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...parts, 'isEmpty', 'last-3-day', '-'), { maxLength: 12 }),
      (all) => {
        const tree = filterFrom(all.join(''));
        if (tree) expect(filterInput.safeParse(tree).success).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
