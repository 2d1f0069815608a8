import type { Column } from '#contract/lists/column.ts';
import type { Selection } from './selection.ts';
import { joinSql, predicateSql, type ColumnNames, type Sql } from './sql.ts';

const containing = (word: string): Sql => ({ text: 'instr(q, ?) > 0', values: [word] });

/**
 * The conditions of a search. `candidates` narrows the records to those whose texts contain the rarest of some words, so
 * that the texts of few are read from the database.
 */
export function searchSql(
  { words = [], parts = [] }: Pick<Selection, 'words' | 'parts'>,
  candidates: (words: readonly string[]) => Sql[],
  namesOf: (column: Column) => ColumnNames,
): Sql[] {
  const either = parts.map(({ words: ofPart, or }): Sql => {
    const inText = joinSql([...candidates(ofPart), ...ofPart.map(containing)], ' AND ');
    const inWords = { ...inText, text: `(${inText.text})` };
    const { text, values } = joinSql([inWords, predicateSql(or, namesOf)], ' OR ');
    return { text: `(${text})`, values };
  });
  return [...words.map(containing), ...either];
}
