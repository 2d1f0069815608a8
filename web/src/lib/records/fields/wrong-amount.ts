import { fractionDigits } from '#contract/currency.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';

/** What is wrong with a typed amount that isn't valid in its currency. */
export const wrongAmount = (value: unknown, currency: string): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? t.documents.notAnAmount(fractionDigits(currency))
    : undefined;
