import { expect, test } from 'vitest';
import { numbersIn } from './references.ts';

test('a number is found among other words, however a bank writes its separators and letters', () => {
  for (const reference of [
    'F2026-0001',
    'Pago factura F2026-0001, gracias',
    'PAGO F2026 0001',
    'f20260001/ACME',
    'F 2026 0001',
  ])
    expect([reference, numbersIn(reference)]).toEqual([reference, expect.arrayContaining(['=f20260001'])]);
});

test('words without digits and short ones aren’t looked up, and no more than a few', () => {
  expect(numbersIn('Pago de la factura')).toEqual([]);
  expect(numbersIn('7')).toEqual([]);
  expect(numbersIn(Array.from({ length: 200 }, (_, place) => `n${place}x`).join(' ')).length).toBe(24);
});
