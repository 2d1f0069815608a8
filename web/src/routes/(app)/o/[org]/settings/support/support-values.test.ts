import { expect, test } from 'vitest';
import { fieldErrorsOf } from '#contract/problem.ts';
import { support } from '#contract/support.ts';
import { bodyOf, valuesOf } from './support-values.ts';

const saved = { hours: { days: { monday: [{ from: '09:00', to: '18:00' }] } }, targets: {} };
function faults(change: (values: ReturnType<typeof valuesOf>) => void): string[] {
  const values = valuesOf(saved, []);
  change(values);
  const parsed = support.safeParse(bodyOf(values), { reportInput: true });
  return parsed.success ? [] : fieldErrorsOf(parsed.error.issues).map(({ pointer }) => pointer);
}

test.each(['', '14:00…', '…'])(
  'a time that is “%s” is refused at its place, not sorted to another one',
  (typed) => {
    expect(faults(({ days }) => days.monday.push({ from: '14:00', to: typed }))).toContain(
      '/hours/days/monday/1/to',
    );
    expect(faults(({ days }) => days.monday.push({ from: typed, to: '20:00' }))).toContain(
      '/hours/days/monday/1/from',
    );
  },
);

test('a holiday of which only a part was typed is refused', () => {
  expect(faults(({ holidays }) => holidays.push('2027-01-06…'))).toEqual(['/hours/holidays/0']);
});
