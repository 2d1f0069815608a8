import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contact } from '#contract/records/contact.ts';
import { ProblemError } from '#contract/problem.ts';
import type { FilterValues } from './definition.ts';
import { contactRecords } from './contact.ts';
import { filterOf } from './facets.ts';
import type { Filter } from './merged-lists.ts';
import '../../../tests/seeded.ts';

const accepted = fc
  .record(
    Object.fromEntries(
      contact.filters.map((field) => [
        field,
        fc.uniqueArray(fc.oneof(fc.uuid(), fc.constant('none')), { minLength: 1, maxLength: 20 }),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((filters) => filters as FilterValues);

const contactFilter = (filters: FilterValues): Filter | 'nothing' | 'refused' | undefined => {
  try {
    return filterOf(contactRecords, { filters, bounds: {} }, { timeZone: 'Etc/UTC' });
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    return 'refused';
  }
};

test('a filter fits DynamoDB’s expression limits or is refused as too long', () => {
  fc.assert(
    fc.property(accepted, (filters) => {
      const filter = contactFilter(filters);
      if (typeof filter !== 'object') return;
      expect(Buffer.byteLength(filter.expression!)).toBeLessThanOrEqual(4096);
      const operators = filter.expression!.match(/contains|attribute_not_exists|AND|OR|NOT/g) ?? [];
      expect(operators.length).toBeLessThanOrEqual(300);
    }),
  );
  const many = Array.from({ length: 20 }, (_, index) => `value${index}`);
  expect(contactFilter(Object.fromEntries(contact.filters.map((field) => [field, many])))).toBe('refused');
});

test('no filter matches everything, and an empty choice matches nothing', () => {
  expect(contactFilter({})).toBeUndefined();
  expect(contactFilter({ statusId: ['prospect'], ownerId: [] })).toBe('nothing');
});

test('a filter matches whole values, whatever characters they contain', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const filter = contactFilter({ country: [value] }) as Filter;
      expect(Object.values(filter.values)).toEqual(
        value === 'none' ? expect.anything() : [`"country":${JSON.stringify(value)}`, `|country=${value}|`],
      );
      expect(filter.expression).toMatch(/^[\w\s():#,]+$/);
    }),
  );
});
