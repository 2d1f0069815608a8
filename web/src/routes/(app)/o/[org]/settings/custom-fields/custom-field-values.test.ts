import { expect, test } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import { customFieldValues, mergedFieldValues } from './custom-field-values.ts';

const field = (...labels: string[]) =>
  ({
    key: 'size',
    label: 'Size',
    kind: 'choice',
    options: labels.map((label, place) => ({ id: `o${place}`, label })),
  }) as CustomField;

test('options that others added or renamed meanwhile are kept beside the input', () => {
  const base = customFieldValues(field('Small', 'Large'));
  const [small, large] = base.options;
  const mine = { ...base, help: 'Of the shoe', options: [{ ...small!, label: 'Tiny' }, large!] };
  const theirs = { ...customFieldValues(field('Small', 'Huge', 'Gold')), label: 'Sizes' };
  const both = mergedFieldValues(base, mine, theirs);
  expect(both).toMatchObject({ label: 'Sizes', help: 'Of the shoe' });
  expect(both.options.map(({ id, label }) => [id, label])).toEqual([
    ['o0', 'Tiny'],
    ['o1', 'Huge'],
    ['o2', 'Gold'],
  ]);
});

test('an option removed by others meanwhile does not return', () => {
  const base = customFieldValues(field('Small', 'Large'));
  const both = mergedFieldValues(base, base, customFieldValues(field('Small')));
  expect(both.options.map(({ label }) => label)).toEqual(['Small']);
});
