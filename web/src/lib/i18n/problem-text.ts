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

/** The message for an invalid value: a general one until the texts of its reason are loaded. */
export function fieldErrorText({ code, limit }: Pick<FieldError, 'code' | 'limit'>): string {
  const texts: Partial<Record<string, string | ((limit: number) => string)>> = {
    ...t.fieldErrors,
    ...t.refusals,
  };
  const text = texts[code];
  if (typeof text === 'string') return text;
  return text && limit !== undefined ? text(limit) : t.fieldErrors.not_allowed;
}

/** A one-line message that says why a change was refused. */
export function refusalText(error: unknown): string {
  const field = error instanceof ApiProblem ? error.errors[0] : undefined;
  return field ? fieldErrorText(field) : problemText(error);
}
