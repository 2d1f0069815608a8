import { inSentence, type NounForms } from '#contract/noun.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { capitalized } from './plural.ts';

/** A noun for use within a sentence (`one`, `many`) and at its beginning (`One`, `Many`). */
export interface Noun extends NounForms {
  One: string;
  Many: string;
}

/** The nouns for each record type, from which UI text about records is created. */
export type Nouns = Record<RecordTypeName, Noun>;

/** The nouns for each record type: the organization's custom labels, otherwise the standard nouns of the language. */
export function nounsOf(
  builtIn: Record<RecordTypeName, NounForms>,
  own: Partial<Record<RecordTypeName, NounForms>> = {},
): Nouns {
  const nouns = Object.entries({ ...builtIn, ...own }).map(([type, { one, many }]) => {
    return [
      type,
      { one: inSentence(one), many: inSentence(many), One: capitalized(one), Many: capitalized(many) },
    ];
  });
  return Object.fromEntries(nouns) as Nouns;
}

/** Creates the same UI text for every record type, using the nouns for each type. */
export const ofTypes = <Text>(nouns: Nouns, make: (noun: Noun) => Text): Record<RecordTypeName, Text> =>
  Object.fromEntries(Object.entries(nouns).map(([type, noun]) => [type, make(noun)])) as never;
