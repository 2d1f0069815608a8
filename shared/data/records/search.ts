import { limits } from '#contract/limits.ts';
import type { Page } from '#contract/page.ts';
import type { ActivityTally } from '#contract/record-type.ts';
import type { SearchHit } from '#contract/search.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '../context.ts';
import { wordPartition } from '../keys.ts';
import { getItems, query, type Item } from '../table.ts';
import { fold, keyText, phoneWord } from '../words.ts';
import { fitsCustom } from './custom-filters.ts';
import { onDays } from './day-filters.ts';
import { decodeCount, encodeCursor, listHash } from './cursor.ts';
import {
  keyOf,
  valuesOf,
  type AnyRecord,
  type FilterValues,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { isWithin, type Wanted } from './facets.ts';
import { isActive, isVisible, reachOf, type Reach } from './read.ts';
import { recordFrom, rowOf, type RecordItem } from './stored.ts';

/** One word of a record in the index. `text` holds each of its words once, after a blank. */
export interface WordItem {
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

/** Index rows that a search whose words are in no adjacent order may look through, if it has found but a few. */
const looseReadItems = 60;
const fewHits = 10;
/** Words of a search that are looked for in any order; the rest narrows nothing. */
const looseWords = 8;
/** Owners whose own words are asked side by side; for more the organization's words are looked through. */
const ownersMax = 50;
/** Index rows that are looked through for words of one type, or of very many owners, and how many at a time. */
const wideReadItems = 400;
const readOnItems = 100;

/** Words that were found, and whether there are no others. */
interface FoundWords {
  items: WordItem[];
  isWhole: boolean;
}

/** Whose words are looked through, and which of them are wanted. */
interface Ground {
  ownerId: string | undefined;
  fits: (item: WordItem) => boolean;
}

/**
 * Records of these types within reach whose words begin as asked, up to 50. Words in their order are one begins_with;
 * other orders are tried next, then, bounded, records that have the longest word and hold the others anywhere. Digits are
 * a phone number's end.
 */
export async function findWords(
  context: Context,
  reach: Reach,
  q: string,
  types: readonly string[],
): Promise<FoundWords> {
  const isWanted = ({ type }: WordItem): boolean => types.includes(type);
  if (reach === 'all') return findUnder(context, { ownerId: undefined, fits: isWanted }, q);
  if (reach.length > ownersMax) {
    const fits = (item: WordItem): boolean => isWanted(item) && isVisible(item, reach);
    return findUnder(context, { ownerId: undefined, fits }, q);
  }
  const found = await Promise.all(reach.map((ownerId) => findUnder(context, { ownerId, fits: isWanted }, q)));
  const items = found.flatMap((one) => one.items);
  return {
    items: items.slice(0, limits.searchResults),
    isWhole: items.length < limits.searchResults && found.every((one) => one.isWhole),
  };
}

/** Words of the organization's records, or of one owner's. */
async function findUnder(context: Context, ground: Ground, q: string): Promise<FoundWords> {
  const folded = keyText(fold(q));
  const beginnings = [...new Set([...orders(folded), ...phoneEnd(q)])].filter(
    (text) => text.length >= limits.searchCharactersMin,
  );
  const hits = new Map<string, WordItem>();
  let isWhole = true;
  const keep = (found: FoundWords): void => {
    for (const item of found.items) hits.set(`${item.type}#${item.id}`, item);
    isWhole &&= found.isWhole;
  };
  // One after the other: who finds enough in the order of words asks for no other, and pays for none.
  for (const text of beginnings) {
    const missing = limits.searchResults - hits.size;
    if (missing > 0) keep(await findBeginning(context, ground, text, missing));
  }
  const words = folded.split(' ').slice(0, looseWords);
  const [longest = '', ...others] = words.sort((a, b) => b.length - a.length);
  if (others.length > 0 && longest.length >= limits.searchCharactersMin) {
    if (hits.size < fewHits) keep(await findLoose(context, ground, longest, others));
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

/** A query of digits, blanks and signs alone asks for the end of a phone number. */
function phoneEnd(q: string): string[] {
  return /^[\d\s()+.-]+$/.test(q) && /\d.*\d/.test(q) ? [phoneWord(q)] : [];
}

/** Reads on while what is found is not wanted, up to a bound: records of one type may stand behind many of another. */
async function findBeginning(
  context: Context,
  ground: Ground,
  beginning: string,
  wanted: number,
): Promise<FoundWords> {
  const items: WordItem[] = [];
  let [read, from]: [number, Item | undefined] = [0, undefined];
  do {
    const most = read === 0 ? wanted : Math.min(readOnItems, wideReadItems - read);
    const page = await readWords(context, ground, beginning, { Limit: most, ExclusiveStartKey: from });
    items.push(...page.items.filter(ground.fits));
    [read, from] = [read + page.scanned, page.lastKey];
  } while (from && items.length < wanted && read < wideReadItems);
  return { items, isWhole: from === undefined };
}

/** Records that have a word and hold the others anywhere. */
async function findLoose(
  context: Context,
  ground: Ground,
  word: string,
  others: readonly string[],
): Promise<FoundWords> {
  const page = await readWords(context, ground, word, { Limit: looseReadItems }, others);
  return { items: page.items.filter(ground.fits), isWhole: page.lastKey === undefined };
}

function readWords(
  context: Context,
  { ownerId }: Ground,
  beginning: string,
  { Limit, ExclusiveStartKey }: { Limit: number; ExclusiveStartKey?: Item | undefined },
  others: readonly string[] = [],
) {
  return query<WordItem>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :word)',
    ExpressionAttributeValues: {
      ':pk': wordPartition(context.orgId, ownerId, beginning),
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

export const toHit = (item: WordItem): SearchHit => ({
  type: item.type,
  id: item.id,
  title: item.title,
  ...(item.detail ? { detail: item.detail } : {}),
});

/** A list narrowed by words: at most 50 records, filtered as read, of the class whose total is not counted. */
export async function searchRecords(
  definition: RecordDefinition,
  context: Context,
  input: {
    q: string;
    limit: number;
    cursor: string | undefined;
    /** Those asked for, narrowed to the caller's reach. */
    filters: FilterValues;
    asked: Wanted;
  },
): Promise<Page<ListRow>> {
  const hash = listHash([definition.type.name, 'q', input.q, input.asked]);
  const start = decodeCount(hash, input.cursor) ?? 0;
  const reach = reachOf(context, context.scope);
  const { items: found, isWhole } = await findWords(context, reach, input.q, [definition.type.name]);
  const items = await getItems<RecordItem & ActivityTally>(
    context,
    found.map((item) => keyOf(definition, context.orgId, item.id)),
    { strong: false },
  );
  const isOnDays = onDays(definition.type, input.asked.days ?? [], context.settings.timeZone);
  const { hasActivities } = input.asked;
  const rows = items.flatMap((item) => {
    const record = item && recordFrom(definition, item);
    return record &&
      !record.deletedAt &&
      matches(record, context, input.filters) &&
      isWithin(definition, record, input.asked.bounds, context.settings) &&
      fitsCustom(record.custom, [], input.asked.ranges ?? []) &&
      isOnDays(record) &&
      (hasActivities === undefined || isActive(item) === hasActivities)
      ? [rowOf(definition, record, context.settings)]
      : [];
  });
  const end = start + input.limit;
  return {
    items: rows.slice(start, end),
    ...(rows.length > end ? { nextCursor: encodeCursor(hash, { sortValue: String(end), id: 'q' }) } : {}),
    total: rows.length,
    totalIsExact: isWhole,
  };
}

function matches(record: AnyRecord, context: Context, filters: FilterValues): boolean {
  return (
    isVisible(record, reachOf(context, context.scope)) &&
    Object.entries(filters).every(([field, wanted]) =>
      valuesOf(record, field).some((value) => wanted.includes(value)),
    )
  );
}
