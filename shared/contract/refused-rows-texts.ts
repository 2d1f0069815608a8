import { importProblems as english } from './import-problem-texts/en.ts';
import { importProblems as spanish } from './import-problem-texts/es.ts';
import type { Language } from './language.ts';
import { problemTitles as englishTitles } from './problem-texts/en.ts';
import { problemTitles as spanishTitles } from './problem-texts/es.ts';

interface RefusedRowsTexts {
  /** The header of the column with the reasons. Imports leave out the column. */
  reason: string;
  /** The end of the file’s name, after the name of the imported file. */
  nameEnd: string;
  /** Why a cell or a row can’t be imported, by the code of its problem. */
  problems: Readonly<Record<string, string>>;
}

/** The texts in a file of the rows that an import has refused. */
export const refusedRowsTexts: Record<Language, RefusedRowsTexts> = {
  en: {
    reason: 'Not imported because',
    nameEnd: 'not imported',
    problems: { ...englishTitles, ...english },
  },
  es: {
    reason: 'No importado porque',
    nameEnd: 'no importadas',
    problems: { ...spanishTitles, ...spanish },
  },
};
