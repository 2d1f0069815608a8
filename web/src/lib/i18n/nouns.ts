import { inSentence, type NounForms } from '#contract/noun.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { capitalized } from './plural.ts';

/** A noun within a sentence (`one`, `many`) and at the beginning of a text (`One`, `Many`). */
export interface Noun extends NounForms {
  One: string;
  Many: string;
}

/** The nouns for each record type. Texts that name records use them. */
export type Nouns = Record<RecordTypeName, Noun>;

/** The organization's custom labels, or the language's standard nouns. */
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

/** Texts that all record types share, by type. */
export const ofTypes = <Text>(nouns: Nouns, make: (noun: Noun) => Text): Record<RecordTypeName, Text> =>
  Object.fromEntries(Object.entries(nouns).map(([type, noun]) => [type, make(noun)])) as never;
