import { fold } from '../values/search-terms.ts';
import { longestWords } from './name-words.ts';
import { possibleDuplicate, sameCompany, weights } from './score.ts';
import { companyDomain } from './shared-domain.ts';
import type { Aspect, Subject, Trait } from './subject.ts';

/** A text that a field of a duplicate can contain, in the form in which lists store values, and what it is worth. */
export interface Part {
  text: string;
  points: number;
}

/** What a duplicate’s value of a field can contain. The points estimate those of the score. */
export interface Clue {
  field: string;
  parts: readonly Part[];
  /** Whether values are compared without spaces. */
  ignoresSpaces: boolean;
  /** The points of a value with none of these parts. */
  otherwise: number;
}

/**
 * Records with a lower estimate aren’t compared. It is less than a possible duplicate needs, because parts of words say
 * less than the comparison of whole names.
 */
export const estimateMin = 30;

/**
 * What to look for in lists to find the duplicates of a subject. Undefined if no record can have enough in common with
 * it, such as while only a first name is known.
 */
export function cluesOf(subject: Subject): Clue[] | undefined {
  const most = subject.reduce((sum, { aspect }) => sum + weights[aspect].same, 0);
  if (most < possibleDuplicate) return undefined;
  return subject.map((trait) => ({
    field: trait.field,
    parts: partsOf(trait),
    ignoresSpaces: trait.aspect === 'nationalId',
    otherwise: isName(trait.aspect) ? otherName : 0,
  }));
}

/**
 * The points of a name with none of the parts, so that colleagues with the same employer and domain aren’t compared.
 * Those who share a phone number still are, because initials and short names have no parts in common.
 */
const otherName = estimateMin - weights.phones.same;

const isName = (aspect: Aspect): boolean => aspect === 'personName' || aspect === 'companyName';

function partsOf({ aspect, values }: Trait): Part[] {
  const { same: points } = weights[aspect];
  switch (aspect) {
    case 'personName':
    case 'companyName':
    case 'employerName':
      return partsOfWords(values, points);
    case 'email':
      return [
        ...values.map((text) => ({ text: fold(text), points })),
        ...values
          .flatMap((email) => companyDomain(email) ?? [])
          .map((domain) => ({ text: fold(domain), points: points * sameCompany })),
      ];
    case 'website':
      return values.map((text) => ({ text: fold(text), points }));
    case 'nationalId':
    case 'city':
    case 'phones':
    case 'employer':
      return values.map((text) => ({ text, points }));
  }
}

/** The number of words of a name that are looked for. */
const wordsMax = 8;

/** The halves of the longest words, so that a word with one wrong letter still has one of them. */
function partsOfWords(words: readonly string[], points: number): Part[] {
  const halves = longestWords(words, wordsMax).flatMap(halvesOf);
  const letters = halves.join('').length;
  return halves.map((text) => ({ text, points: (points * text.length) / letters }));
}

/** The first half has at least three letters, and a single letter says too little to be the second one. */
function halvesOf(word: string): string[] {
  const letters = [...word];
  const middle = Math.max(3, Math.ceil(letters.length / 2));
  const [first, second] = [letters.slice(0, middle).join(''), letters.slice(middle).join('')];
  return letters.length - middle > 1 ? [first, second] : [first];
}
