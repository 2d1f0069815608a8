import type { Money, Phone } from '#contract/field.ts';
import type { Language } from '#contract/language.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { idsIn, referencesIn } from '../lists/referred.ts';
import type { AnyRecord } from '../records/definition.ts';
import type { ExportRow, ExportValue } from '../table-files/column.ts';
import type { ListedColumn, NameOf } from './list-column.ts';
import { phoneTexts } from './phone-texts.ts';

/** The value of a column of a list in a record. */
export function valueOf(record: AnyRecord, name: string): unknown {
  const values: object = name.startsWith(customColumnPrefix) ? (record.custom ?? {}) : record;
  const key = name.startsWith(customColumnPrefix) ? name.slice(customColumnPrefix.length) : name;
  return Object.hasOwn(values, key) ? (values as Record<string, unknown>)[key] : undefined;
}

/** The values of a record as the API returns them, with its id. */
export const rawRow = (columns: readonly ListedColumn[], record: AnyRecord): Record<string, unknown> =>
  Object.fromEntries([
    ['id', record.id],
    ...columns.map(({ name }) => [name, valueOf(record, name)] as const),
  ]);

/** The values of a record as people read them. */
export const namedRow = (columns: readonly ListedColumn[], record: AnyRecord, written: Written): ExportRow =>
  Object.fromEntries(
    columns.map((column) => [column.name, shown(column, valueOf(record, column.name), written)]),
  );

/** How values are written. */
interface Written {
  nameOf: NameOf;
  /** The currency of amounts without one. */
  currency: string;
  language: Language;
  /** The organization’s country, which some labels depend on. */
  country: string;
}

function shown(
  column: ListedColumn,
  value: unknown,
  { nameOf, currency, language, country }: Written,
): ExportValue | undefined {
  const { listed } = column;
  if (value === undefined || value === null) return undefined;
  if (listed.isMinorUnits) return { amountMinor: Math.round(Number(value)), currency };
  if (listed.kind === 'phones') return phoneTexts(value as Phone[], language, country);
  if (column.exported.kind === 'yesNo') return value as boolean;
  if (listed.kind !== 'choice' && listed.kind !== 'choices') return value as string | number | Money;
  // The values of some computed columns are words themselves.
  const isWord = (listed.choices !== undefined || listed.isPercent) && !column.field && !column.custom;
  const ids = listed.isOfAnyType ? referencesIn(listed, value).map(({ id }) => id) : idsIn(value);
  const names = ids.map((id) => nameOf(column, id) ?? (isWord ? id : undefined));
  const found = names.filter((name) => name !== undefined && name !== '') as string[];
  if (found.length === 0) return undefined;
  return Array.isArray(value) ? found : found[0];
}
