import { fieldText, type FieldTexts } from '#contract/field-texts/field-texts.ts';
import type { FieldFault } from '#contract/problem.ts';
import { ConnectionLost } from '#lib/api/connection-lost.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { formatDay } from './format.ts';
import { language, t } from './i18n.svelte.ts';
import { formatExact } from './money.ts';
import { pluralIn } from './plural.ts';

/** The message for an error, in the user's language. */
export function problemText(error: unknown): string {
  if (error instanceof ConnectionLost) return t.errors.connection;
  if (error instanceof ApiProblem) return error.detail ?? t.problems[error.code];
  return t.errors.crash;
}

/** The texts of refused values, if they are loaded. */
export const refusals = (): FieldTexts | undefined => t.refusals;

/** The message for an invalid value: a general one until the texts of its reason are loaded. */
export function fieldErrorText({
  code,
  limit,
  currency,
  expected,
  series,
  lastIssuedOn,
}: Omit<FieldFault, 'pointer'>): string {
  const texts = refusals();
  if (texts) {
    const day = lastIssuedOn && formatDay(lastIssuedOn);
    const fault = { code, limit, currency, expected, series, lastIssuedOn: day };
    return fieldText(texts, pluralIn(language()), fault, formatExact);
  }
  const early: Partial<Record<string, string>> = t.fieldErrors;
  return early[code] ?? t.fieldErrors.not_allowed;
}

/** A one-line message that says why a change was refused. */
export function refusalText(error: unknown): string {
  const field = error instanceof ApiProblem ? error.errors[0] : undefined;
  return field ? fieldErrorText(field) : problemText(error);
}
