import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { SearchHit } from '#contract/search.ts';
import { askCopy } from '../copies/copy-store.ts';
import type { Context } from '../organization/context.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { readOwners } from '../records/read.ts';
import { spellingsIn } from '../values/identifier-terms.ts';
import { fold, keyText, phoneEndTerm, phoneMark } from '../values/search-terms.ts';
import { comparedDigits } from '../values/searched.ts';
import { titleTerm, type FoundInCopy, type SearchDatabase, type TypesInReach } from './search-database.ts';
import { searchSource } from './search-source.ts';

/** Further words of a query are ignored. */
const wordsMax = 8;
/** A typo is forgiven in words of five letters or more, but not in what has digits: another number means another thing. */
const canHaveTypo = (word: string): boolean => /^\p{L}{5,}$/u.test(word);

/** The records of all types that the caller can read. Types whose records the caller reads of the same owners are together. */
export function readableTypes(context: Context): TypesInReach[] {
  const kinds = new Map<string, { owners: TypesInReach['owners']; types: string[] }>();
  for (const definition of Object.values(recordDefinitions)) {
    const owners = readOwners(definition, context);
    if (owners.length === 0) continue;
    const kind = kinds.get(String(owners)) ?? { owners, types: [] };
    kind.types.push(definition.type.name);
    kinds.set(String(owners), kind);
  }
  return [...kinds.values()];
}

/**
 * Finds up to 50 records within reach that have words beginning with each word of a query. First come those with exactly
 * this title, then those whose title begins so, then those with these words in their title, whole words before
 * beginnings. Of each of these, the newest are found, and the shortest titles come first. Among equals, what was changed last
 * comes first. Digits also match the end of a
 * phone number, and identifiers and codes are found without separators and leading zeros. If nothing is found, one
 * typo is forgiven in each word of five letters or more.
 */
export async function findRecords(
  context: Context,
  reach: readonly TypesInReach[],
  q: string,
  source = searchSource(context.orgId, context.settings),
): Promise<SearchHit[]> {
  const asked = askedBy(q);
  if (reach.length === 0 || (asked.words.length === 0 && asked.spellings.length === 0)) return [];
  const { answer } = await askCopy(context, source, (database) => findIn(database, reach, asked));
  return answer;
}

/** What a query looks for: words, each of which a record must have, or one of these spellings of what has no words. */
interface Asked {
  /** In the order in which they were typed. */
  words: readonly string[];
  spellings: readonly string[];
}

function askedBy(q: string): Asked {
  const folded = keyText(fold(q));
  const isLongEnough = folded.length >= limits.searchCharactersMin;
  const words = isLongEnough ? folded.split(' ') : [];
  return { words, spellings: [...new Set([...spellingsIn(folded), ...phoneEnd(q)])] };
}

/** The word of a query that consists of digits, spaces and symbols, and can be the end of a phone number. */
const phoneEnd = (q: string): string[] =>
  /^[\d\s()+.-]+$/.test(q) && /\d.*\d/.test(q)
    ? [phoneEndTerm(q).slice(0, phoneMark.length + comparedDigits)]
    : [];

const different = (words: readonly string[]): string[] => [...new Set(words)].slice(0, wordsMax);
// Words have no quotes.
const whole = (word: string): string => `"${word}"`;
const beginning = (word: string): string => `"${word}"*`;
const each = (words: readonly string[], as: (word: string) => string): string => words.map(as).join(' AND ');
const inTitle = (match: string): string => `title : (${match})`;

interface Question {
  match: string;
  /** Whether shorter titles come first, because more of them was typed. */
  isByLength?: true;
}

/** The questions that are asked until there are enough records, the best matches first. */
function questionsOf({ words: typed, spellings }: Asked): Question[] {
  const words = different(typed);
  const anywhere = (as: (word: string) => string): string =>
    [...(words.length > 0 ? [`(${each(words, as)})`] : []), ...spellings.map(as)].join(' OR ');
  const title = titleTerm(typed);
  const inTitles: Question[] = [
    { match: whole(title) },
    { match: beginning(`${title}+`), isByLength: true },
    { match: beginning(title), isByLength: true },
    { match: inTitle(each(words, whole)), isByLength: true },
    { match: inTitle(each(words, beginning)), isByLength: true },
  ];
  return [...(words.length > 0 ? inTitles : []), { match: anywhere(whole) }, { match: anywhere(beginning) }];
}

/** The records that are asked for, the best matches first. */
export function findIn(database: SearchDatabase, reach: readonly TypesInReach[], asked: Asked): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  const look = ({ match, isByLength }: Question): void => {
    if (hits.size >= limits.searchResults) return;
    const rows = database.find(match, reach, limits.searchResults);
    for (const { type, id, title, detail } of isByLength ? rows.toSorted(byLength) : rows)
      if (hits.size < limits.searchResults && !hits.has(id))
        hits.set(id, { type: type as RecordTypeName, id, title, ...(detail ? { detail } : {}) });
  };
  questionsOf(asked).forEach(look);
  if (hits.size === 0) almost(database, asked).forEach(look);
  return [...hits.values()];
}

const byLength = (one: FoundInCopy, other: FoundInCopy): number => one.title.length - other.title.length;

/** The question with one typo in each long word, in titles first. */
function almost(database: SearchDatabase, asked: Asked): Question[] {
  const words = different(asked.words);
  if (!words.some(canHaveTypo)) return [];
  const match = each(words, (word) => {
    const similar = canHaveTypo(word) ? database.similarTo(word) : [];
    return `(${[beginning(word), ...similar.map(whole)].join(' OR ')})`;
  });
  return [{ match: inTitle(match), isByLength: true }, { match }];
}
