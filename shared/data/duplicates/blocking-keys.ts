import { limits } from '#contract/limits.ts';
import { longestWords } from './name-words.ts';
import { companyDomain } from './shared-domain.ts';
import type { Aspect, Subject } from './subject.ts';
import { soundOf } from './word-sound.ts';

/** The number of words of a name from which keys are made. */
const wordsMax = 4;

/**
 * The maximum number of keys of a record: a national ID, an e-mail address, five phone numbers, six pairs of words, and
 * four words for each of two employers.
 */
export const blockingKeysMax = 21;

/**
 * Keys under which possible duplicates meet, so that only records with a common key have to be compared. Names meet by
 * the sound of two of their words in any order, or of one word for companies and for people of one company.
 */
export function blockingKeys(subject: Subject): string[] {
  const valuesOf = (aspect: Aspect): string[] =>
    subject.find((trait) => trait.aspect === aspect)?.values ?? [];
  const person = soundsOf(valuesOf('personName'));
  const company = soundsOf(valuesOf('companyName'));
  const domains = valuesOf('email').flatMap((email) => companyDomain(email) ?? []);
  const employerNames = soundsOf(valuesOf('employerName'));
  const employers = [...valuesOf('employer'), ...joined(employerNames), ...domains];
  const keys = [
    ...valuesOf('nationalId').map((id) => `nationalId:${id}`),
    ...valuesOf('email').map((email) => `email:${email}`),
    ...valuesOf('phones')
      .slice(0, limits.phonesPerRecord)
      .map((phone) => `phone:${phone}`),
    ...pairsOf(person).map((pair) => `person:${pair}`),
    ...employers.flatMap((employer) => person.map((word) => `person:${word} ${employer}`)),
    ...[...company, ...pairsOf(company)].map((words) => `company:${words}`),
    ...(company.length > 0 ? [...valuesOf('website'), ...domains] : []).map((site) => `site:${site}`),
  ];
  return [...new Set(keys)];
}

/** The sounds of a name's longest words, each once. */
function soundsOf(words: readonly string[]): string[] {
  return [...new Set(longestWords(words, wordsMax).map(soundOf))].sort();
}

const joined = (words: readonly string[]): string[] => (words.length > 0 ? [words.join(' ')] : []);

/** Every pair of sorted words, or the word if there is only one. */
const pairsOf = (words: readonly string[]): string[] =>
  words.length === 1
    ? [...words]
    : words.flatMap((word, index) => words.slice(index + 1).map((next) => `${word} ${next}`));
