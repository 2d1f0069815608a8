import { fractionDigits } from '#contract/currency.ts';
import type { FieldFault } from '#contract/problem.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Messages } from '#lib/i18n/messages.ts';
import { formatExact } from '#lib/i18n/money.ts';

/** The texts of refused amounts, if they are loaded. */
const texts = (): Messages['amountRefusals'] | undefined => t.amountRefusals;

/** What is wrong with a typed amount that isn't valid in its currency. */
export const wrongAmount = (value: unknown, currency: string): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? texts()?.notAnAmount(fractionDigits(currency))
    : undefined;

/** What is left to pay of an invoice, if that is what is wrong. The limit is in minor units of the currency. */
export const onlyDue = ({ code, limit }: FieldFault, currency: string): string | undefined =>
  code === 'not_due' && limit !== undefined
    ? texts()?.onlyDue(formatExact({ amountMinor: limit, currency }))
    : undefined;
