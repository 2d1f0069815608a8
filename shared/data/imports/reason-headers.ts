import { languages } from '#contract/language.ts';
import { refusedRowsTexts } from '#contract/refused-rows-texts.ts';
import { headerKey } from './header-matches.ts';

/** Headers of the columns with the reasons for which rows were refused, as they are compared. No field has them. */
export const reasonHeaders: ReadonlySet<string> = new Set(
  languages.map((language) => headerKey(refusedRowsTexts[language].reason)),
);
