import type { RecordReference } from '#contract/about.ts';
import { readableDomains } from '#contract/email-address.ts';
import { phoneDigits, type Money, type Phone } from '#contract/field.ts';
import { customValueIn } from '#contract/custom-value.ts';
import type { Column } from '#contract/lists/column.ts';
import { customPrefix } from '../custom-fields/slots.ts';
import { fold, foldCase } from '../values/search-terms.ts';

/** A record with its tallies and computed values. */
export type Source = Readonly<Record<string, unknown>> & {
  custom?: Readonly<Record<string, unknown>> | undefined;
};

/** A record, with the values that lists compare and search. */
export interface ListRecord {
  id: string;
  source: Source;
  /** The record as JSON, returned unchanged. */
  body: string;
  /** Folded texts and digits of phone numbers, which are searched for `words`. */
  searchText: string;
}

/**
 * A column's value in the form in which filters compare it: texts are folded except for their symbols, with
 * internationalized domains as people write them, and phone numbers are reduced to digits. `words` are a text's words, which searches compare, and `original` is the text as stored. `cellOf`
 * returns undefined for missing values and empty lists and texts.
 */
export type Cell =
  | { kind: 'text'; text: string; words: string; original: string }
  | { kind: 'phones'; digits: readonly string[] }
  | { kind: 'number'; number: number }
  | { kind: 'money'; money: Money }
  /** A date or timestamp, as sortable text. */
  | { kind: 'date'; at: string }
  | { kind: 'ids'; ids: readonly string[]; isSingle: boolean };

export function cellOf({ name, kind, isOfAnyType }: Column, record: Source): Cell | undefined {
  const value = name.startsWith(customPrefix)
    ? customValueIn(record.custom, name.slice(customPrefix.length))
    : record[name];
  if (value === undefined || value === null) return undefined;
  switch (kind) {
    case 'text': {
      const original = String(value);
      const readable = readableDomains(original);
      const text = foldCase(readable);
      const words = fold(readable === original ? original : `${readable} ${original}`);
      return text === '' ? undefined : { kind, text, words, original };
    }
    case 'phones': {
      const digits = (value as Phone[]).map(({ number }) => phoneDigits(number));
      return digits.length === 0 ? undefined : { kind, digits };
    }
    case 'number':
      return { kind, number: Number(value) };
    case 'money':
      return { kind, money: value as Money };
    case 'date':
    case 'timestamp':
      return { kind: 'date', at: String(value) };
    case 'choice':
      return { kind: 'ids', ids: [String(value)], isSingle: true };
    case 'choices': {
      const ids = isOfAnyType
        ? (value as RecordReference[]).map(({ id }) => id)
        : (value as unknown[]).map(String);
      return ids.length === 0 ? undefined : { kind: 'ids', ids, isSingle: false };
    }
  }
}
