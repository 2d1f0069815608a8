import type { Money } from '../field.ts';
import type { Plural } from '../plural.ts';
import type { FieldErrorCode } from '../field-error-codes.ts';
import type { ExpectedForm, FieldFault } from '../problem.ts';

type FieldText = string | ((limit: number, plural: Plural) => string);

/** Messages in one language for invalid values. */
export interface FieldTexts {
  errors: Record<FieldErrorCode, FieldText>;
  expected: Record<ExpectedForm, string>;
  choices: (list: string) => string;
  /** For a series that can give the numbers of the one with this prefix. */
  series: (prefix: string) => string;
  /** For a date before that of the last number of its series. */
  lastIssued: (date: string) => string;
}

/** Errors that pages can find before the other texts are loaded. */
export type EarlyCode = 'required' | 'invalid_email' | 'undeliverable_email' | 'not_allowed';

/** The message for an invalid value. `moneyText` writes an amount with its currency. */
export function fieldText(
  { errors, expected, choices, series, lastIssued }: FieldTexts,
  plural: Plural,
  fault: Pick<FieldFault, 'code' | 'limit' | 'currency' | 'expected' | 'choices' | 'series' | 'lastIssuedOn'>,
  moneyText: (amount: Money) => string,
): string {
  if (fault.choices) return choices(fault.choices.join(', '));
  if (fault.series !== undefined) return series(fault.series);
  if (fault.lastIssuedOn !== undefined) return lastIssued(fault.lastIssuedOn);
  if (fault.expected) return expected[fault.expected];
  const text = errors[fault.code];
  if (typeof text === 'string') return text;
  const { limit, currency } = fault;
  if (limit === undefined) return String(errors.not_allowed);
  const amount = currency === undefined ? undefined : moneyText({ amountMinor: limit, currency });
  return text(limit, amount === undefined ? plural : (_, { other }) => other.replace('#', () => amount));
}
