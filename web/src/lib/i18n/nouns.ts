import { inSentence, type NounForms } from '#contract/noun.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { capitalized } from './plural.ts';

/** A noun within a sentence (`one`, `many`) and at the beginning of a text (`One`, `Many`). */
export interface Noun extends NounForms {
  One: string;
  Many: string;
}

/** What texts call each type of record. A text that names records takes the noun from here. */
export type Nouns = Record<RecordTypeName, Noun>;

/** The organization's own words where it has some, otherwise the language's. */
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

/** What every record type says in the same way, by its name. */
export const ofTypes = <Text>(nouns: Nouns, make: (noun: Noun) => Text): Record<RecordTypeName, Text> =>
  Object.fromEntries(Object.entries(nouns).map(([type, noun]) => [type, make(noun)])) as never;
