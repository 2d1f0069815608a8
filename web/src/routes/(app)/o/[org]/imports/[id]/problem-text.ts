import { t } from '#lib/i18n/i18n.svelte.ts';
import { storedProblemText } from '#lib/i18n/stored-problem-text.ts';

/** Why a cell or a row can't be imported. */
export const importProblemText = (code: string): string => storedProblemText(t.imports.problems, code);

/** Why a row can't be imported. A value that a row lacks without a column for it isn't in any cell. */
export const rowProblemText = (code: string): string =>
  importProblemText(code === 'required' ? 'missing_field' : code);
