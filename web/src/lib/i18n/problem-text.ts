import type { FieldError } from '#contract/problem.ts';
import { ConnectionLost } from '#lib/api/connection-lost.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { t } from './i18n.svelte.ts';

/** The message for an error, in the user's language. */
export function problemText(error: unknown): string {
  if (error instanceof ConnectionLost) return t.errors.connection;
  if (error instanceof ApiProblem) return t.problems[error.code];
  return t.errors.crash;
}

/** The message for an invalid value. */
export function fieldErrorText(error: Pick<FieldError, 'code' | 'limit'>): string {
  const text = t.fieldErrors[error.code];
  if (typeof text === 'string') return text;
  const { not_allowed: other } = t.fieldErrors;
  return error.limit === undefined ? other : text(error.limit);
}

/** A one-line message that says why a change was refused. */
export function refusalText(error: unknown): string {
  const field = error instanceof ApiProblem ? error.errors[0] : undefined;
  return field ? fieldErrorText(field) : problemText(error);
}
