import { expect, test } from 'vitest';
import { companyDetails } from './company-details.ts';

const ids = Array.from(
  { length: 50 },
  (_, index) => `${(index * 7_919 + 1_000).toString(16).padStart(8, '0')}-0000`,
);

test('tax ids of Colombian demo companies have the check digit of their number', () => {
  const weights = [41, 37, 29, 23, 19, 17, 13, 7, 3];
  for (const id of ids) {
    const [number = '', check] = companyDetails(id, 'CO').taxId?.replaceAll('.', '').split('-') ?? [];
    const rest =
      [...number].reduce((sum, digit, place) => sum + Number(digit) * (weights[place] ?? 0), 0) % 11;
    expect([number.length, Number(check)]).toEqual([9, rest < 2 ? rest : 11 - rest]);
  }
});

test('tax ids of Spanish demo companies have the check digit of their number', () => {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  for (const id of ids) {
    const [, number = '', check] = /^B(\d{7})(\d)$/.exec(companyDetails(id, 'ES').taxId ?? '') ?? [];
    const sum = [...number].reduce(
      (total, digit, place) => total + (place % 2 === 0 ? (doubled[Number(digit)] ?? 0) : Number(digit)),
      0,
    );
    expect((sum + Number(check)) % 10).toBe(0);
  }
});
