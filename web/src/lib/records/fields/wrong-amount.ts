import { fractionDigits, priceDecimals } from '#contract/currency.ts';
import type { Money } from '#contract/field.ts';
import { fieldText } from '#contract/field-texts/field-texts.ts';
import { valueAt, type FieldFault } from '#contract/problem.ts';
import { language, t } from '#lib/i18n/i18n.svelte.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { moneyInputText } from '#lib/i18n/money.ts';
import { pluralIn } from '#lib/i18n/plural.ts';
import { fieldErrorText, refusals } from '#lib/i18n/problem-text.ts';

/** The texts of refused amounts, if they are loaded. */
const texts = (): Messages['amountRefusals'] | undefined => t.amountRefusals;

/** What is wrong with a typed amount that isn't valid in its currency. */
export const wrongAmount = (
  value: unknown,
  currency: string,
  decimals = fractionDigits(currency),
): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? texts()?.notAnAmount(decimals) : undefined;

/** The decimals that an amount can have in a form: prices of lines have more than their currency. */
const decimalsAt = (pointer: string, currency: string): number =>
  pointer.endsWith('/unitPriceMinor') ? priceDecimals : fractionDigits(currency);

/** The limit that an amount violates, in the unit in which it is typed. A number in that unit wouldn't be exact. */
function beyondLimit(fault: FieldFault, currency: string): string | undefined {
  const { code, limit } = fault;
  const loaded = refusals();
  const isNamed = fault.currency !== undefined;
  if (!loaded || limit === undefined || isNamed || (code !== 'too_big' && code !== 'too_small'))
    return undefined;
  return fieldText(loaded, pluralIn(language()), { ...fault, currency }, moneyInputText);
}

/** In a form, only an amount can have text in the place of an object. */
const asNumber = (fault: FieldFault): FieldFault =>
  fault.expected === 'object' ? { ...fault, expected: 'number' } : fault;

/**
 * The message for an invalid value, in which amounts are as they are typed. `values` are those that the pointer refers
 * to, and `currency` is that of amounts without their own.
 */
export function faultText(fault: FieldFault, values: unknown, currency: string): string {
  const { pointer } = fault;
  if (!pointer.endsWith('Minor')) return fieldErrorText(asNumber(fault));
  const around = valueAt(values, pointer.slice(0, pointer.lastIndexOf('/'))) as Partial<Money> | undefined;
  const own = around?.currency ?? currency;
  return (
    wrongAmount(valueAt(values, pointer), own, decimalsAt(pointer, own)) ??
    beyondLimit(fault, own) ??
    fieldErrorText(fault)
  );
}
