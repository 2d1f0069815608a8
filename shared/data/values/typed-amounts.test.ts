import { expect, test } from 'vitest';
import { amountsIn } from './typed-amounts.ts';

test.each([
  ['1210', [1210]],
  ['1210.5', [1210.5]],
  ['1210,50', [1210.5]],
  ['1,210.00', [1210]],
  ['1.210,00', [1210]],
  ['1.210', [1.21, 1210]],
  ['1,210', [1.21, 1210]],
  ['1.234.567', [1_234_567]],
  ['1.234.567,891', [1_234_567.891]],
  ['1’210.00', [1210]],
  ['€1,210.00', [1210]],
  ['1.210,00€', [1210]],
  ['COP1210', [1210]],
  ['0', [0]],
])('the text %s can mean the amounts %j', (text, amounts) => {
  expect(amountsIn(text)).toEqual(amounts);
});

test.each([
  '',
  'F2026-0001',
  '2026-0001',
  '1.2.3',
  '1,21,0',
  '1.210.00',
  '12/10',
  '-5',
  'Acme',
  '1e5',
  '9'.repeat(40),
])('the text %j is no amount', (text) => expect(amountsIn(text)).toEqual([]));
