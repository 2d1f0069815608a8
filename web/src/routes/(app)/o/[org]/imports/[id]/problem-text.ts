import { t } from '#lib/i18n/i18n.svelte.ts';
import { refusals } from '#lib/i18n/problem-text.ts';

/**
 * Why a cell or a row can't be imported. Messages about values of forms that need a limit aren't used, because it isn't
 * stored with the code.
 */
export function importProblemText(code: string): string {
  const texts: Record<string, unknown> = { ...refusals()?.errors, ...t.imports.problems };
  const text = texts[code];
  return typeof text === 'string' ? text : t.imports.problems.other;
}

/** Why a row can't be imported. A value that a row lacks without a column for it isn't in any cell. */
export const rowProblemText = (code: string): string =>
  importProblemText(code === 'required' ? 'missing_field' : code);
