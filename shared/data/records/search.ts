import { limits } from '#contract/limits.ts';
import type { SearchHit } from '#contract/search.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { searchTermPartition } from '../store/keys.ts';
import { query, type Item } from '../store/table.ts';
import { fold, keyText, phoneTerm } from '../values/search-terms.ts';
import { codesIn, identifiersIn } from '../values/identifier-terms.ts';
import { isVisible, recordsOf, type Owners } from './read.ts';

/** The stored item of a search term. `text` contains each word of the record's search terms once, after a space. */
export interface SearchTermItem {
  pk: string;
  sk: string;
  kind: 'word';
  type: RecordTypeName;
  id: string;
  title: string;
  detail?: string | undefined;
  text: string;
  ownerId?: string | undefined;
}

/**
 * Maximum number of search terms to read in the search for words anywhere in a record's terms, which runs only if few
 * records were found.
 */
const looseReadItems = 60;
const fewHits = 10;
/** Maximum number of words in that search; further words are ignored. */
const looseTermsMax = 8;
/**
 * Maximum number of owners whose own terms are queried. With more, the organization's terms are queried and filtered.
 */
const ownersMax = 50;
/** Maximum number of search terms to read while filtering by type or by many owners, and the size of further pages. */
const wideReadItems = 400;
const readOnItems = 100;

/** The search terms found, and whether these are all. */
interface FoundSearchTerms {
  items: SearchTermItem[];
  isWhole: boolean;
}

/** The partition to search and the filter to apply. */
interface SearchArea {
  ownerId: string | undefined;
  fits: (item: SearchTermItem) => boolean;
}

/**
 * Finds up to 50 records of these types and owners that have a term beginning with the query or, for a query of two
 * words, with the words swapped. If few are found, records are added that have a term beginning with the longest word
 * and contain the others anywhere, up to a limit. Digits also match the end of a phone number, and with separators the
 * beginning of an identifier. Codes and numbers of documents are found without their leading zeros, too.
 */
export async function findSearchTerms(
  context: Context,
  owners: Owners,
  q: string,
  types: readonly string[],
): Promise<FoundSearchTerms> {
  const isOfTypes = ({ type }: SearchTermItem): boolean => types.includes(type);
  if (owners === 'all') return findIn(context, { ownerId: undefined, fits: isOfTypes }, q);
  if (owners.length === 0) return { items: [], isWhole: true };
  const fits = (item: SearchTermItem): boolean => isOfTypes(item) && isVisible(item, recordsOf(owners));
  const ofAll: SearchArea = { ownerId: undefined, fits };
  if (owners.length > ownersMax) return findIn(context, ofAll, q);
  const found = await Promise.all([
    ...owners.map((ownerId) => findIn(context, { ownerId, fits: isOfTypes }, q)),
    ...identifiersIn(keyText(fold(q))).map((term) =>
      findBeginning(context, ofAll, term, limits.searchResults),
    ),
  ]);
  const items = [...new Map(found.flatMap((one) => one.items.map((item) => [nameOf(item), item]))).values()];
  return {
    items: items.slice(0, limits.searchResults),
    isWhole: items.length < limits.searchResults && found.every((one) => one.isWhole),
  };
}

const nameOf = ({ type, id }: SearchTermItem): string => `${type}#${id}`;

/** Search terms of the organization's records, or of one owner's. */
async function findIn(context: Context, area: SearchArea, q: string): Promise<FoundSearchTerms> {
  const folded = keyText(fold(q));
  const beginnings = [
    ...new Set([
      ...orders(folded),
      ...phoneEnd(q),
      ...codesIn(folded),
      ...(area.ownerId === undefined ? identifiersIn(folded) : []),
    ]),
  ].filter((text) => text.length >= limits.searchCharactersMin);
  const hits = new Map<string, SearchTermItem>();
  let isWhole = true;
  const keep = (found: FoundSearchTerms): void => {
    for (const item of found.items) hits.set(nameOf(item), item);
    isWhole &&= found.isWhole;
  };
  // Sequential, because a query that finds enough makes the next one unnecessary.
  for (const text of beginnings) {
    const missing = limits.searchResults - hits.size;
    if (missing > 0) keep(await findBeginning(context, area, text, missing));
  }
  const words = folded.split(' ').slice(0, looseTermsMax);
  const [longest = '', ...others] = words.sort((a, b) => b.length - a.length);
  if (others.length > 0 && longest.length >= limits.searchCharactersMin) {
    if (hits.size < fewHits) keep(await findLoose(context, area, longest, others));
    else isWhole = false;
  }
  const items = [...hits.values()].slice(0, limits.searchResults);
  return { items, isWhole: isWhole && hits.size < limits.searchResults };
}

function orders(folded: string): string[] {
  const words = folded.split(' ');
  const [first, second] = words;
  return words.length === 2 && first && second ? [folded, `${second} ${first}`] : [folded];
}

/** The search term of a query that consists of digits, spaces and symbols. It matches the end of phone numbers. */
function phoneEnd(q: string): string[] {
  return /^[\d\s()+.-]+$/.test(q) && /\d.*\d/.test(q) ? [phoneTerm(q)] : [];
}

/**
 * Continues to read while results are filtered out, up to a limit: records of one type can follow many of another type.
 */
async function findBeginning(
  context: Context,
  area: SearchArea,
  beginning: string,
  count: number,
): Promise<FoundSearchTerms> {
  const items: SearchTermItem[] = [];
  let [read, from]: [number, Item | undefined] = [0, undefined];
  do {
    const most = read === 0 ? count : Math.min(readOnItems, wideReadItems - read);
    const page = await readSearchTerms(context, area, beginning, { Limit: most, ExclusiveStartKey: from });
    items.push(...page.items.filter(area.fits));
    [read, from] = [read + page.scanned, page.lastKey];
  } while (from && items.length < count && read < wideReadItems);
  return { items, isWhole: from === undefined };
}

/** Records that have a term beginning with one word and contain the other words anywhere. */
async function findLoose(
  context: Context,
  area: SearchArea,
  word: string,
  others: readonly string[],
): Promise<FoundSearchTerms> {
  const page = await readSearchTerms(context, area, word, { Limit: looseReadItems }, others);
  return { items: page.items.filter(area.fits), isWhole: page.lastKey === undefined };
}

function readSearchTerms(
  context: Context,
  { ownerId }: SearchArea,
  beginning: string,
  { Limit, ExclusiveStartKey }: { Limit: number; ExclusiveStartKey?: Item | undefined },
  others: readonly string[] = [],
) {
  return query<SearchTermItem>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :word)',
    ExpressionAttributeValues: {
      ':pk': searchTermPartition(context.orgId, ownerId, beginning),
      ':word': beginning,
      ...Object.fromEntries(others.map((word, index) => [`:o${index}`, ` ${word}`])),
    },
    Limit,
    ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
    ...(others.length === 0
      ? {}
      : {
          FilterExpression: others.map((_, index) => `contains(#text, :o${index})`).join(' AND '),
          ExpressionAttributeNames: { '#text': 'text' },
        }),
  });
}

export const toHit = (item: SearchTermItem): SearchHit => ({
  type: item.type,
  id: item.id,
  title: item.title,
  ...(item.detail ? { detail: item.detail } : {}),
});
