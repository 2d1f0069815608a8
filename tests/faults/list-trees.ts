import fc from 'fast-check';
import { operators, periodUnits } from '#contract/lists/operators.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { Reach } from '#data/records/read.ts';
import {
  amounts,
  askedAt,
  cities,
  currencies,
  customers,
  dates,
  kinds,
  numbers,
  people,
  phones,
  tags,
  texts,
} from './list-population.ts';

const names = Object.keys(kinds);
const namesOf = (...accepted: string[]) => names.filter((name) => accepted.includes(kinds[name]!));

const pieces = fc.constantFrom(...texts, ...cities).chain((text) =>
  fc.oneof(
    fc.constant(text),
    fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 8 })).map(([from, length]) => {
      return [...text].slice(from, from + length).join('');
    }),
  ),
);
/** Texts of one line, as a request contains them: trimmed and not empty. */
const text = fc
  .oneof(pieces, fc.constantFrom('k', '52 1', 'c.test', 'a b', '%', '_', 'ana@', 'example'))
  .map((value) => value.normalize('NFC').trim())
  .filter((value) => value !== '' && !/[\p{Cc}\p{Cs}]/u.test(value));

const digits = fc
  .tuple(fc.constantFrom(...phones), fc.nat(9), fc.integer({ min: 1, max: 6 }))
  .map(([number, from, length]) => number.slice(from, from + length));
const number = fc.oneof(fc.constantFrom(...numbers), fc.integer({ min: -5, max: 15 }));
const money = fc.record({
  amountMinor: fc.constantFrom(...amounts),
  currency: fc.constantFrom(...currencies),
});
const moneyPair = fc
  .tuple(money, fc.constantFrom(...amounts))
  .map(([one, amountMinor]) => [one, { ...one, amountMinor }]);
const day = fc.oneof(
  fc.constantFrom(...dates),
  fc.record({
    days: fc.oneof(fc.integer({ min: -80, max: 3 }), fc.constantFrom(-36_500, 36_500, -366, 365)),
  }),
);
const count = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(30, 90, 1_000));
const unit = fc.constantFrom(...periodUnits);
const period = fc.oneof(
  fc.record({ this: unit }),
  fc.record({ last: count, unit }),
  fc.record({ next: count, unit }),
);

const ids: Record<string, readonly string[]> = {
  statusId: ['prospect', 'qualified', 'customer', 'inactive'],
  country: ['CO', 'ES', 'CL', 'NP', 'US'],
  customerId: customers,
  'custom.partner': customers,
  tagIds: tags,
  'custom.tier': ['gold', 'silver', 'bronze'],
  'custom.wishes': Array.from({ length: 12 }, (_, at) => `wish-${at}`),
  'custom.signed': ['true', 'false'],
};
const idsOf = (field: string) =>
  fc.uniqueArray(fc.constantFrom(...(ids[field] ?? [...people, 'me'])), { minLength: 1, maxLength: 12 });

function valueFor(field: string, op: string): fc.Arbitrary<unknown> {
  if (op === 'isEmpty' || op === 'isNotEmpty') return fc.constant(undefined);
  if (op === 'anyOf' || op === 'noneOf') return idsOf(field);
  if (op === 'within') return period;
  const isPair = op === 'between';
  switch (kinds[field]) {
    case 'phones':
      return digits.filter((value) => value.trim() !== '');
    case 'number':
      return isPair ? fc.tuple(number, number) : number;
    case 'money':
      return isPair ? moneyPair : money;
    case 'date':
    case 'timestamp':
      return isPair ? fc.tuple(day, day) : day;
    default:
      return text;
  }
}

const condition: fc.Arbitrary<Condition> = fc
  .constantFrom(...names)
  .chain((field) =>
    fc
      .constantFrom(...operators[kinds[field]!])
      .chain((op) =>
        valueFor(field, op).map((value) => ({ field, op, ...(value === undefined ? {} : { value }) })),
      ),
  );
const groupOf = <T extends Filter>(node: fc.Arbitrary<T>, maxLength: number) =>
  fc
    .tuple(fc.boolean(), fc.array(node, { minLength: 1, maxLength }))
    .map(([isAnd, nodes]): Filter => (isAnd ? { and: nodes } : { or: nodes }));

const tree: fc.Arbitrary<Filter> = fc.oneof(
  condition as fc.Arbitrary<Filter>,
  groupOf<Filter>(condition, 6),
  groupOf<Filter>(fc.oneof(condition as fc.Arbitrary<Filter>, groupOf<Filter>(condition, 4)), 4),
);

/** A question about contacts of the population. Names refer to its members and time zones. */
export const question = fc.record({
  filter: fc.option(tree, { freq: 12, nil: undefined }),
  words: fc.option(text, { freq: 1, nil: undefined }),
  sorts: fc.uniqueArray(
    fc.record({
      field: fc.constantFrom(...names.filter((name) => kinds[name] !== 'phones')),
      descending: fc.boolean(),
    }),
    { maxLength: 3, selector: ({ field }) => field },
  ),
  reach: fc.constantFrom<Reach>(
    'all',
    'all',
    { field: 'ownerId', ids: people.slice(0, 3) },
    { field: 'ownerId', ids: people.slice(1, 2) },
    { field: 'ownerId', ids: [] },
    { field: 'statusId', ids: ['qualified', 'customer'] },
  ),
  isDeleted: fc.oneof(
    { arbitrary: fc.constant(false), weight: 5 },
    { arbitrary: fc.constant(true), weight: 1 },
  ),
  timeZone: fc.constantFrom('America/Santiago', 'America/Havana', 'Asia/Kathmandu', 'UTC'),
  yearStartMonth: fc.constantFrom(1, 4, 11),
  now: fc.constantFrom(...askedAt),
  by: fc.option(fc.constantFrom(...namesOf('choice', 'choices')), { nil: undefined }),
  measures: fc.uniqueArray(fc.constantFrom(...namesOf('number', 'money')), { maxLength: 3 }),
  pageSize: fc.constantFrom(1_000, 1_000, 1_000, 7, 40),
});
export type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** A change between two questions. `at` selects records of the population. */
export const change = fc.record({
  kind: fc.constantFrom(
    ...([
      'edit',
      'edit',
      'edit',
      'edit',
      'edit',
      'create',
      'trash',
      'restore',
      'remove',
      'reindex',
      'activity',
    ] as const),
    ...([
      'activity',
      'task',
      'task',
      'sums',
      'sums',
      'choice',
      'option',
      'field',
      'tag',
      'person',
      'customer',
    ] as const),
  ),
  at: fc.nat(100_000),
});
export type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;
