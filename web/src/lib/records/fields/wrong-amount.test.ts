import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { money } from '#contract/field.ts';
import { fieldErrorsOf } from '#contract/problem.ts';
import { payment } from '#contract/records/payment.ts';
import { quote } from '#contract/records/quote.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { faultText } from './wrong-amount.ts';

/** The messages for what a schema refuses of values in a form. */
async function messages(schema: Pick<z.ZodMiniType, 'safeParse'>, values: unknown): Promise<string[]> {
  await useTexts('refusals');
  const { error } = schema.safeParse(values, { reportInput: true });
  return fieldErrorsOf(error?.issues ?? []).map((fault) => faultText(fault, values, 'EUR'));
}
const line = { description: 'Design', quantity: 1 };

test('the limit of an amount is in the unit that is typed, in its own currency or in that of the document', async () => {
  const amountMinor = 9_999_999_999_999_900;
  expect(await messages(payment.update, { amount: { amountMinor, currency: 'EUR' } })).toEqual([
    'At most 90,071,992,547,409.91',
  ]);
  expect(await messages(payment.update, { amount: { amountMinor, currency: 'JPY' } })).toEqual([
    'At most 9,007,199,254,740,991',
  ]);
  expect(await messages(quote.update, { lines: [{ ...line, unitPriceMinor: amountMinor }] })).toEqual([
    'At most 90,071,992,547,409.91',
  ]);
});

test('text that isn’t an amount is refused as text that isn’t a number, in forms and in cells of lists', async () => {
  expect(await messages(payment.update, { amount: '1e3' })).toEqual(['Enter a number, such as 1250']);
  expect(await messages(money, '12abc')).toEqual(['Enter a number, such as 1250']);
});

test('the price of a line that isn’t an amount says how many decimals a price has', async () => {
  expect(await messages(quote.update, { lines: [{ ...line, unitPriceMinor: '1.2.3' }] })).toEqual([
    'Enter an amount with at most 6 decimals',
  ]);
});
