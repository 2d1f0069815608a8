import fc from 'fast-check';
import { columnsOf, type Column } from '#contract/lists/column.ts';
import { operators, periodUnits } from '#contract/lists/operators.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Money, Phone } from '#contract/field.ts';
import type { Organization } from '#contract/organization.ts';
import { deal } from '#contract/records/deal.ts';
import { contact } from '#contract/records/contact.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import { fold } from '../values/search-terms.ts';
import type { ListRecord } from './cells.ts';

// Generated records with generated questions about them.

export const me = '00000000-0000-7000-8000-000000000001';
const recordIds = [me, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003'];

export const customFields: CustomField[] = [
  { key: 'size', label: 'Size', kind: 'number' },
  {
    key: 'interests',
    label: 'Interests',
    kind: 'choices',
    options: recordIds.map((id) => ({ id, label: id })),
  },
  { key: 'note', label: 'Note', kind: 'text' },
];
export const settings = { ...defaultLists('en'), currency: 'USD' } as Organization;
const types = [contact, deal] as const;
const zones = ['America/Bogota', 'Asia/Kolkata', 'Pacific/Auckland'] as const;

// Few different values, so that conditions often match, and equal sort values are common.
const words = fc.constantFrom(
  'Ana',
  'ana',
  'Peña',
  'pena',
  'Íñigo',
  'Ñu',
  'Nuñez',
  'zu Xy',
  'A',
  '!!',
  "O'Hara %_",
  '山田',
);
const idsIn = ({ choices = recordIds }: Column) => fc.constantFrom(...choices.slice(0, 3));
/** Ids in conditions, where `me` is the caller's. */
const askedIdsIn = (column: Column) =>
  column.hasMembers ? fc.oneof(idsIn(column), fc.constant('me')) : idsIn(column);
const instants = fc
  .integer({ min: 0, max: 400 })
  .map((hours) => new Date(Date.UTC(2026, 9, 25) + hours * 3_600_000).toISOString());
const dates = instants.map((at) => at.slice(0, 10));
const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, 1e12));
const amounts = fc.record({
  amountMinor: fc.integer({ min: 0, max: 3 }),
  currency: fc.constantFrom('COP', 'EUR'),
});
const digits = fc.constantFrom('+573001', '+34933', '310', '93', 'x');

/** Generates values of a column in the form in which records store them. */
function valueIn(column: Column): fc.Arbitrary<unknown> {
  switch (column.kind) {
    case 'text':
      return words;
    case 'phones':
      return fc.array(
        digits.map((number) => ({ label: 'work', number })),
        { maxLength: 2 },
      );
    case 'number':
      return numbers;
    case 'money':
      return amounts;
    case 'date':
      return dates;
    case 'timestamp':
      return instants;
    case 'choice':
      return idsIn(column);
    case 'choices':
      return fc.uniqueArray(idsIn(column), { maxLength: 3 });
  }
}

/** Amounts of different currencies aren't a range. */
const inOneCurrency = (from: Money, to: Money): Money[] => [from, { ...to, currency: from.currency }];

/** A value that conditions with this operator accept. */
function valueFor(column: Column, op: Condition['op']): fc.Arbitrary<unknown> {
  if (op === 'isEmpty' || op === 'isNotEmpty') return fc.constant(undefined);
  if (op === 'within') {
    const unit = fc.constantFrom(...periodUnits);
    const count = fc.integer({ min: 1, max: 9 });
    return fc.oneof(
      unit.map((one) => ({ this: one })),
      fc.record({ last: count, unit }),
      fc.record({ next: count, unit }),
    );
  }
  const day = fc.oneof(
    dates,
    fc.integer({ min: -9, max: 9 }).map((days) => ({ days })),
  );
  const one: fc.Arbitrary<unknown> = {
    text: words,
    phones: digits,
    number: numbers,
    money: amounts,
    date: day,
    timestamp: day,
    choice: fc.uniqueArray(askedIdsIn(column), { minLength: 1 }),
    choices: fc.uniqueArray(askedIdsIn(column), { minLength: 1 }),
  }[column.kind];
  if (op !== 'between') return one;
  const both = fc.tuple(one, one);
  return column.kind === 'money' ? both.map(([from, to]) => inOneCurrency(from as Money, to as Money)) : both;
}

const conditionOn = (column: Column): fc.Arbitrary<Filter> =>
  fc.constantFrom(...operators[column.kind]).chain((op) =>
    valueFor(column, op).map((value) => ({
      field: column.name,
      op,
      ...(value === undefined ? {} : { value }),
    })),
  );

function filterOver(columns: readonly Column[]): fc.Arbitrary<Filter> {
  const condition = fc.constantFrom(...columns).chain(conditionOn);
  const group = (node: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> => {
    const nodes = fc.array(node, { minLength: 1, maxLength: 3 });
    return fc.oneof(
      nodes.map((and) => ({ and })),
      nodes.map((or) => ({ or })),
    );
  };
  return fc.oneof(condition, group(fc.oneof(condition, group(condition))));
}

export const recordOver = (columns: readonly Column[]): fc.Arbitrary<ListRecord> =>
  fc
    .tuple(
      fc.uuid(),
      fc.record(
        Object.fromEntries(
          columns.map((column) => [column.name, fc.option(valueIn(column), { nil: undefined })]),
        ),
      ),
    )
    .map(([id, values]) => {
      const custom = Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          name.startsWith('custom.') && value !== undefined ? [[name.slice(7), value]] : [],
        ),
      );
      return {
        id,
        source: { ...values, custom },
        body: JSON.stringify({ id }),
        searchText: columns
          .filter(({ isSearched }) => isSearched)
          .flatMap(({ name, kind }) =>
            kind === 'phones'
              ? ((values[name] ?? []) as Phone[]).map(({ number }) => number.replace(/\D/g, ''))
              : [fold(String(values[name] ?? ''))],
          )
          .join('\n'),
      };
    });

export const questions = fc.constantFrom(...types).chain((type) => {
  // Questions leave out records in the trash, unless they are about the trash.
  const all = [...columnsOf(type, customFields, settings).values()];
  const columns = all.filter(({ name }) => name !== 'deletedAt');
  return fc.record({
    type: fc.constant(type),
    records: fc.uniqueArray(recordOver(columns), { minLength: 1, maxLength: 30, selector: ({ id }) => id }),
    filter: filterOver(columns),
    sorts: fc.array(fc.record({ column: fc.constantFrom(...columns), isDescending: fc.boolean() }), {
      maxLength: 2,
    }),
    timeZone: fc.constantFrom(...zones),
    yearStartMonth: fc.integer({ min: 1, max: 12 }),
    now: instants,
    limit: fc.integer({ min: 1, max: 7 }),
  });
});

export const constants = <T extends object>(values: T) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.constant(value)]),
  ) as unknown as {
    [Name in keyof T]: fc.Arbitrary<T[Name]>;
  };
