import { fractionDigits } from '#contract/currency.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What is wrong with a typed amount that isn't valid in its currency. */
export const wrongAmount = (value: unknown, currency: string): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? t.documents.notAnAmount(fractionDigits(currency))
    : undefined;

/** The error of an amount, which says how many decimals its currency has if the amount isn't valid. */
export const amountError = (error: string | undefined, value: unknown, currency: string) =>
  error && (wrongAmount(value, currency) ?? error);
