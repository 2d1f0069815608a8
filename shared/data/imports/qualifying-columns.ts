import type { FieldKind } from '#contract/field.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { headerKey, withoutType, type KnownHeaders } from './header-matches.ts';
import { currencyHeaders, labelEndings } from './header-words.ts';

export interface Qualifiers {
  /** Whether a column says something about the values of another one and is no value itself. */
  isQualifier: (column: number) => boolean;
  /** The column that qualifies the values of a column, if it has values of this kind. */
  of: (column: number, kind: FieldKind) => number | undefined;
}

/**
 * Columns that qualify others: "Phone 1 - Label" or "Phone 1 - Type" beside "Phone 1 - Value" in Google Contacts, and
 * the currency of the amounts in the same row.
 */
export function qualifiersOf(
  headers: readonly string[],
  type: ImportTypeName,
  known: KnownHeaders,
): Qualifiers {
  // A custom field can have the name of such a column. Its columns are its values.
  const keys = headers.map(headerKey).map((key) => (known.has(key) ? '' : key));
  const labels = new Map(
    keys.flatMap((key, column): [string, number][] => {
      const subject = subjectOfLabel(key);
      return subject === undefined ? [] : [[subject, column]];
    }),
  );
  const currency = keys.findIndex(
    (key) => currencyHeaders.has(key) || currencyHeaders.has(withoutType(key, type)),
  );
  const labelColumns = new Set(labels.values());
  return {
    isQualifier: (column) => labelColumns.has(column) || column === currency,
    of: (column, kind) => {
      if (kind === 'money') return currency < 0 ? undefined : currency;
      return kind === 'phones'
        ? labels.get((keys[column] ?? '').replace(/ (?:value|valor)$/, ''))
        : undefined;
    },
  };
}

/** What a column of labels is about: `phone 1` for "Phone 1 - Label". "Deal - Label" is a column of its own. */
function subjectOfLabel(key: string): string | undefined {
  const [, subject, ending = ''] = /^(.* \d) (\p{L}+)$/u.exec(key) ?? [];
  return labelEndings.has(ending) ? subject : undefined;
}
