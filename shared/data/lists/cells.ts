import type { Money, Phone } from '#contract/field.ts';
import type { Column } from '#contract/lists/column.ts';
import { customPrefix } from '../custom-fields/slots.ts';
import { fold } from '../values/search-terms.ts';

/** A record with the totals of its activities. */
export type Source = Readonly<Record<string, unknown>> & {
  custom?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * The value of a column as filters and sorts compare it. Empty texts, lists and missing values are undefined. Texts are
 * folded, phone numbers are digits.
 */
export type Cell =
  | { kind: 'text'; text: string; original: string }
  | { kind: 'phones'; digits: readonly string[] }
  | { kind: 'number'; number: number }
  | { kind: 'money'; money: Money }
  /** A date or timestamp, as sortable text. */
  | { kind: 'date'; at: string }
  | { kind: 'ids'; ids: readonly string[]; isSingle: boolean };

export function cellOf({ name, kind }: Column, record: Source): Cell | undefined {
  const value = name.startsWith(customPrefix)
    ? record.custom?.[name.slice(customPrefix.length)]
    : record[name];
  if (value === undefined || value === null) return undefined;
  switch (kind) {
    case 'text': {
      const text = fold(String(value));
      return text === '' ? undefined : { kind, text, original: String(value) };
    }
    case 'phones': {
      const digits = (value as Phone[]).map(({ number }) => number.replace(/\D/g, ''));
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
      const ids = (value as unknown[]).map(String);
      return ids.length === 0 ? undefined : { kind: 'ids', ids, isSingle: false };
    }
  }
}
