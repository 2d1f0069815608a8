import type { Money } from '#contract/field.ts';
import type { ColumnKind } from '#contract/lists/column-kind.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Messages } from '#lib/i18n/messages.ts';

/** A column that a list can be filtered by. */
export interface FilterColumn {
  name: string;
  kind: ColumnKind;
  /** The label, as in table headings. */
  label: string;
  /** Whether the values are ids of members, so that conditions can use `me`. */
  hasMembers?: boolean;
}

/** A value of a column and its label. */
export interface FilterValue {
  value: string;
  label: string;
}

/** What the words of a filter are made of. The texts are those of the area `filters`. */
export interface FilterVocabulary {
  /** The plural noun of the record type, at the beginning of a sentence. */
  subject: string;
  /** By name, in the order in which they are offered. */
  columns: ReadonlyMap<string, FilterColumn>;
  texts: Messages['filters'];
  phrases: Messages['filterPhrases'][RecordTypeName];
  /** The label of a value of a column of kind `choice` or `choices`: an entry of a list, a person, a tag or a record. */
  labelOf: (column: FilterColumn, value: string) => string;
  /** Formats a date (`YYYY-MM-DD`). */
  date: (day: string) => string;
  number: (value: number) => string;
  money: (value: Money) => string;
}

/** What a person can type, in addition. */
export interface TypingVocabulary extends FilterVocabulary {
  /** The values of a column that are offered, such as list entries, people, tags and known cities. Without `me`. */
  valuesOf: (column: FilterColumn) => readonly FilterValue[];
  /** The value of a typed number, amount or date in the user's format; undefined if it isn't one. */
  numberFrom: (typed: string) => number | undefined;
  moneyFrom: (typed: string) => Money | undefined;
  dateFrom: (typed: string) => string | undefined;
  /** The first and last day of a typed month. `isPast`: whether a month without a year can't be in the future. */
  spanFrom: (typed: string, isPast: boolean) => readonly [first: string, last: string] | undefined;
}
