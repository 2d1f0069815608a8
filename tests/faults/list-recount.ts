import type { Day, Period } from '#contract/lists/filter.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { Phone } from '#contract/field.ts';
import type { RecordTally } from '#contract/tally.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import type { Reach } from '#data/records/read.ts';
import { localDate, plusDays, isInPeriod } from './list-recount-dates.ts';

/**
 * A plain recount of questions about lists. It reads the documented operators literally, one record and one condition at
 * a time, and shares no code with the list engine.
 */
export type Kind = 'text' | 'phones' | 'number' | 'money' | 'date' | 'timestamp' | 'choice' | 'choices';

interface Money {
  amountMinor: number;
  currency: string;
}

/** A record with the values that are stored beside it. */
export interface Listed extends RecordTally {
  record: AnyRecord;
}

export interface Recounted {
  filter?: Filter | undefined;
  words?: string | undefined;
  reach: Reach;
  deletedSince?: string | undefined;
  now: string;
  timeZone: string;
  yearStartMonth: number;
  userId: string;
}

export interface RecountedSort {
  field: string;
  descending: boolean;
  /** Names or places of ids. */
  names?: ReadonlyMap<string, string | number> | undefined;
}

export interface RecountedGroup {
  key: string | null;
  count: number;
  /** By column and currency. Numbers have an empty currency. */
  sums: Record<string, Record<string, { count: number; sum: number; min: number; max: number }>>;
}

/** These are zero if nothing is stored. */
const counts = ['activityCount', 'wonDeals'];
const besideRecord = [...counts, 'lastActivityAt', 'nextTaskAt', 'wonValue'];

export function valueOf({ record, ...beside }: Listed, field: string): unknown {
  if (besideRecord.includes(field))
    return beside[field as keyof typeof beside] ?? (counts.includes(field) ? 0 : undefined);
  if (!field.startsWith('custom.')) return record[field];
  const entry = Object.entries(record.custom ?? {}).find(([key]) => `custom.${key}` === field);
  return entry?.[1];
}

const special = Object.entries({
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
});
const specialLetters: ReadonlyMap<string, string> = new Map(special);
const wordsByText = new Map<string, string>();
/** A text in lowercase without accents, its words separated by single spaces. With symbols, only spaces separate words. */
export function plain(text: string, eñe = 'n', hasSymbols = false): string {
  const name = `${eñe} ${hasSymbols} ${text}`;
  const known = wordsByText.get(name);
  if (known !== undefined) return known;
  let result = '';
  const letters = [...text.normalize('NFKD')];
  for (const [at, letter] of letters.entries()) {
    if (/\p{M}/u.test(letter)) {
      if (letter === '\u0303' && letters[at - 1]?.toLowerCase() === 'n') result = result.slice(0, -1) + eñe;
    } else
      for (const small of letter.toLowerCase().normalize('NFKD'))
        if (!/\p{M}/u.test(small))
          result +=
            /[\p{L}\p{N}]/u.test(small) || (hasSymbols && !/\s/.test(small))
              ? (specialLetters.get(small) ?? small)
              : ' ';
  }
  const words = result.split(' ').filter(Boolean).join(' ');
  wordsByText.set(name, words);
  return words;
}

/** A text as filters compare it. */
const literal = (text: unknown): string => plain(String(text), 'n', true);

function compare(op: string, value: number | string, [first, second]: (number | string)[]): boolean {
  switch (op) {
    case 'is':
      return value === first;
    case 'less':
    case 'before':
      return value < first!;
    case 'atMost':
    case 'onOrBefore':
      return value <= first!;
    case 'more':
    case 'after':
      return value > first!;
    case 'atLeast':
    case 'onOrAfter':
      return value >= first!;
    default:
      return value >= first! && value <= second!;
  }
}

const isMissing = (kind: Kind, value: unknown): boolean =>
  value === undefined ||
  (kind === 'text' && literal(value) === '') ||
  ((kind === 'choices' || kind === 'phones') && (value as unknown[]).length === 0);

const digitsOf = (text: string): string => text.replace(/[^0-9]/g, '');

function passes(kind: Kind, value: unknown, { op, value: expected }: Condition, asked: Recounted): boolean {
  switch (kind) {
    case 'text': {
      const [text, part] = [literal(value), literal(expected)];
      if (part === '') return false;
      if (op === 'contains') return text.split(part).length > 1;
      return op === 'startsWith' ? text.split(part)[0] === '' : text === part;
    }
    case 'phones': {
      const digits = digitsOf(String(expected));
      return digits !== '' && (value as Phone[]).some(({ number }) => digitsOf(number).includes(digits));
    }
    case 'number':
      return compare(op, value as number, [expected].flat() as number[]);
    case 'money': {
      const bounds = [expected].flat() as Money[];
      const { amountMinor, currency } = value as Money;
      const amounts = bounds.map((one) => one.amountMinor);
      return currency === bounds[0]?.currency && compare(op, amountMinor, amounts);
    }
    case 'date':
    case 'timestamp': {
      const today = localDate(asked.timeZone, asked.now);
      const date = kind === 'date' ? String(value) : localDate(asked.timeZone, String(value));
      if (op === 'within') return isInPeriod(date, expected as Period, today, asked.yearStartMonth);
      const days = (op === 'between' ? expected : [expected]) as Day[];
      return compare(
        op,
        date,
        days.map((day) => (typeof day === 'string' ? day : plusDays(today, day.days))),
      );
    }
    default:
      return [value].flat().some((id) => (expected as string[]).includes(String(id)));
  }
}

const membersIn = ['ownerId', 'createdBy', 'updatedBy'];

export function meets(
  listed: Listed,
  filter: Filter,
  kinds: Record<string, Kind>,
  asked: Recounted,
): boolean {
  if ('and' in filter) return filter.and.every((part) => meets(listed, part, kinds, asked));
  if ('or' in filter) return filter.or.some((part) => meets(listed, part, kinds, asked));
  const { field, op } = filter;
  const kind = kinds[field]!;
  const value = valueOf(listed, field);
  const isEmpty = isMissing(kind, value);
  if (op === 'isEmpty') return isEmpty;
  if (op === 'isNotEmpty') return !isEmpty;
  const condition = membersIn.includes(field)
    ? { ...filter, value: (filter.value as string[]).map((id) => (id === 'me' ? asked.userId : id)) }
    : filter;
  if (op === 'isNot' || op === 'noneOf')
    return isEmpty || !passes(kind, value, { ...condition, op: op === 'isNot' ? 'is' : 'anyOf' }, asked);
  return !isEmpty && passes(kind, value, condition, asked);
}

const searched = ['firstName', 'lastName', 'fullName', 'email', 'jobTitle', 'city', 'nationalId'];

const isIdentifier = (text: string): boolean =>
  /\d/.test(text) && text.split(' ').every((word) => /\d/.test(word) || word.length <= 2);

function hasWords(listed: Listed, q: string): boolean {
  const shown = searched.map((name) => plain(String(valueOf(listed, name) ?? '')));
  const texts = shown.flatMap((text) => (isIdentifier(text) ? [text, text.replaceAll(' ', '')] : [text]));
  const phones = ((listed.record.phones ?? []) as Phone[]).map(({ number }) => digitsOf(number));
  const words = plain(q).split(' ').filter(Boolean);
  return words.length > 0 && words.every((word) => [...texts, ...phones].some((text) => text.includes(word)));
}

/** The records that a question is about, in no particular order. */
export function recount(all: readonly Listed[], kinds: Record<string, Kind>, asked: Recounted): Listed[] {
  const { filter, words, reach, deletedSince } = asked;
  return all.filter((listed) => {
    const { deletedAt } = listed.record;
    if (deletedSince === undefined ? deletedAt !== undefined : !deletedAt || deletedAt < deletedSince)
      return false;
    if (reach !== 'all' && !reach.ids.includes(String(listed.record[reach.field]))) return false;
    return (
      (words === undefined || hasWords(listed, words)) && (!filter || meets(listed, filter, kinds, asked))
    );
  });
}

type SortValue = string | number;
/** Characters sort by their code points. */
const ascending = (one: SortValue, other: SortValue): number =>
  typeof one === 'number' || typeof other === 'number'
    ? Number(one) - Number(other)
    : Buffer.compare(Buffer.from(one), Buffer.from(other));

const firstCharacters = (text: string): string => [...text].slice(0, 200).join('');
const sortName = (name: string | number): SortValue => (typeof name === 'number' ? name : plain(name, 'n~'));

/** The currency of an amount and the value to sort by; undefined for a record without one. */
function sortValue(listed: Listed, sort: RecountedSort, kind: Kind): [string, SortValue] | undefined {
  const value = valueOf(listed, sort.field);
  if (isMissing(kind, value)) return undefined;
  if (kind === 'text') {
    // A text of symbols only sorts like a missing one.
    const words = plain(String(value), 'n~');
    return words === '' ? undefined : ['', firstCharacters(words)];
  }
  if (kind === 'money') return [(value as Money).currency, (value as Money).amountMinor];
  if (kind !== 'choice' && kind !== 'choices') return ['', value as SortValue];
  const names = [value].flat().flatMap((id) => sort.names?.get(String(id)) ?? []);
  const [lowest] = names.map(sortName).toSorted(ascending);
  return lowest === undefined ? undefined : ['', lowest];
}

/**
 * The ids in the order of the sorts. Records without a value are last. Those whose choices have equal names go by the
 * choice, so that the same ones are together, and equal ones by id.
 */
export function ordered(
  listed: readonly Listed[],
  sorts: readonly RecountedSort[],
  kinds: Record<string, Kind>,
): string[] {
  const rows = listed.map((one) => ({
    id: one.record.id,
    values: sorts.map((sort) => sortValue(one, sort, kinds[sort.field]!)),
    choices: sorts.map(({ field }) => (kinds[field] === 'choice' ? String(valueOf(one, field) ?? '') : '')),
  }));
  const isLastDescending = sorts.at(-1)?.descending === true;
  return rows
    .toSorted((one, other) => {
      for (const [at, { descending }] of sorts.entries()) {
        const [a, b] = [one.values[at], other.values[at]];
        if (!a !== !b) return a ? -1 : 1;
        const [first, second] = descending ? [b, a] : [a, b];
        const comparisons = [
          ...(a && b ? [ascending(a[0], b[0]), ascending(first![1], second![1])] : []),
          ascending(other.choices[at]!, one.choices[at]!),
        ];
        const by = comparisons.find((comparison) => comparison !== 0);
        if (by !== undefined) return by;
      }
      return isLastDescending ? ascending(other.id, one.id) : ascending(one.id, other.id);
    })
    .map(({ id }) => id);
}

/** Groups by the ids of a column, the largest first, with sums of numbers and amounts. */
export function grouped(
  listed: readonly Listed[],
  by: string | undefined,
  measures: readonly string[],
  kinds: Record<string, Kind>,
): RecountedGroup[] {
  const groups = new Map<string | null, RecountedGroup>();
  for (const one of listed) {
    const value = by === undefined ? undefined : valueOf(one, by);
    const ids = value === undefined ? [] : [value].flat().map(String);
    for (const key of ids.length > 0 ? ids : [null]) {
      const group = groups.get(key) ?? { key, count: 0, sums: {} };
      groups.set(key, group);
      group.count += 1;
      for (const field of measures) {
        const measured = valueOf(one, field);
        if (measured === undefined) continue;
        const { amountMinor: amount, currency } =
          kinds[field] === 'money' ? (measured as Money) : { amountMinor: measured as number, currency: '' };
        const sum = ((group.sums[field] ??= {})[currency] ??= {
          ...{ count: 0, sum: 0, min: amount, max: amount },
        });
        sum.count += 1;
        sum.sum += amount;
        sum.min = Math.min(sum.min, amount);
        sum.max = Math.max(sum.max, amount);
      }
    }
  }
  if (by === undefined && groups.size === 0) groups.set(null, { key: null, count: 0, sums: {} });
  const place = ({ key }: RecountedGroup) => (key === null ? '' : `x${key}`);
  return [...groups.values()].toSorted((a, b) => b.count - a.count || ascending(place(a), place(b)));
}
