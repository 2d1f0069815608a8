import { fold } from '../values/search-terms.ts';

/** Folded, as most of them are written with or without dots. */
const legalForms = [
  's a s',
  'sas',
  's a',
  'sa',
  's a de c v',
  'sa de cv',
  's de r l',
  's r l',
  'srl',
  's l',
  'sl',
  's l u',
  'slu',
  'ltda',
  'limitada',
  'e u',
  'eirl',
  'e i r l',
  'y cia',
  'inc',
  'llc',
  'l l c',
  'ltd',
  'limited',
  'corp',
  'corporation',
  'company',
  'co',
  'gmbh',
  'ag',
  'plc',
  'bv',
];
const legalForm = new RegExp(` (?:${legalForms.join('|')})$`);

/** Words that people leave out or change, such as del in Hotel del Mar. */
const minorWords = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'y', 'e', 'and', 'the', 'of']);

/** The words of a name in alphabetical order, without case, accents, punctuation and minor words. */
export function wordsOf(name: string): string[] {
  const words = fold(name).split(' ').filter(Boolean).sort();
  const telling = words.filter((word) => !minorWords.has(word));
  return telling.length > 0 ? telling : words;
}

/** The words of a company's name without its legal form, such as S.A.S. or Inc. */
export function companyWordsOf(name: string): string[] {
  let folded = fold(name);
  while (legalForm.test(folded)) folded = folded.replace(legalForm, '');
  return wordsOf(folded);
}

/** The longest words of a name, which tell the most. */
export const longestWords = (words: readonly string[], most: number): string[] =>
  words.toSorted((a, b) => b.length - a.length).slice(0, most);
