import { describe, expect, test } from 'vitest';
import type { Field } from '#contract/field.ts';
import type { Cell } from './cell.ts';
import * as contract from '#contract/field.ts';
import { readCell } from './cell-values.ts';
import { custom, problemOf, spain } from './readings-under-test.ts';

const textsOf = (field: Field, cell: Cell) => {
  const result = readCell(field, cell, spain);
  return 'reference' in result ? result.reference.texts : result;
};

describe('references', () => {
  test('a member is found by name or address', () => {
    expect(readCell(contract.member(), ' Ana Ruiz ', spain)).toEqual({
      reference: { to: 'member', texts: ['Ana Ruiz'] },
    });
    expect(textsOf(contract.member(), 'Ana Ruiz <ana@example.com>')).toEqual(['ana@example.com']);
  });

  test('an entry of a list and a record keep their commas', () => {
    expect(readCell(contract.listedIn('leadStatuses'), 'New, hot', spain)).toEqual({
      reference: { to: 'entry', list: 'leadStatuses', texts: ['New, hot'] },
    });
    expect(readCell(contract.relation('customer'), 'Acme, S. L.', spain)).toEqual({
      reference: { to: 'record', type: 'customer', texts: ['Acme, S. L.'] },
    });
  });

  test('several records are separated by semicolons', () => {
    expect(textsOf(contract.relations('contact', 20), 'Ruiz, Ana; Luis <luis@example.com>;;')).toEqual([
      'Ruiz, Ana',
      'luis@example.com',
    ]);
  });

  test.each([
    ['VIP, vip; Madrid', ['VIP', 'Madrid']],
    ['* myContacts ::: * Clients ::: Norte', ['Clients', 'Norte']],
    ['one\ntwo | three', ['one', 'two', 'three']],
  ])('the tags of %j are distinct and without groups of the system', (cell, expected) =>
    expect(textsOf(contract.tags(), cell)).toEqual(expected),
  );

  test('a cell without a tag, and one with too many, refer to none', () => {
    expect(readCell(contract.tags(), '* myContacts', spain)).toEqual({ value: undefined });
    expect(problemOf(contract.tags(), Array.from({ length: 21 }, (_, index) => `t${index}`).join())).toBe(
      'too_many',
    );
  });

  test('options are separated by commas unless their label contains them', () => {
    expect(textsOf(custom('choices'), 'small or less; Big')).toEqual(['small or less', 'Big']);
    expect(textsOf(custom('choices'), 'Small, or less')).toEqual(['Small, or less']);
    expect(textsOf(custom('choices'), 'Big, huge')).toEqual(['Big', 'huge']);
    expect(readCell(custom('choice'), 'Big', spain)).toEqual({ reference: { to: 'option', texts: ['Big'] } });
  });

  test('a text that is too long to be found is a problem', () => {
    expect(problemOf(contract.member(), 'x'.repeat(301))).toBe('too_long');
  });
});
