import type { Price } from '#contract/document-fields.ts';

/** A value of a record as it is exported. Dates and timestamps are ISO 8601 texts, timestamps in UTC. */
export type ExportValue = string | number | boolean | Price | readonly string[];

/** Values by the keys of their columns. A missing value is an empty cell. */
export type ExportRow = Readonly<Record<string, ExportValue | undefined>>;

/** Rows that are read one by one, as fast as the file is. */
export type ExportRows = Iterable<ExportRow> | AsyncIterable<ExportRow>;

/** `number` has any decimals. `text` includes lists of texts, codes and phone numbers. */
export type ExportKind = 'text' | 'number' | 'integer' | 'date' | 'timestamp' | 'yesNo';

interface ColumnHead {
  key: string;
  header: string;
  /** Width in spreadsheets. By default, that of the kind. */
  widthCharacters?: number;
}

/** Tables have two columns for money: the amount, and its currency under `currencyHeader`. */
export type ExportColumn = ColumnHead & ({ kind: ExportKind } | { kind: 'money'; currencyHeader: string });
