import { fullNameField, noteField } from '#contract/import-columns.ts';
import type { ColumnTarget, ImportColumn } from '#contract/import-column.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { ImportView } from '../import-views.ts';

/** The name of a column of a file, or its number if its header is empty. */
export function columnName(header: readonly ImportColumn[], place: number): string {
  const name = header[place]?.header.trim() ?? '';
  return name === '' ? t.imports.mapping.unnamed(formatNumber(place + 1)) : name;
}

/** The label of a field that columns can be for. */
export function targetLabel(view: ImportView, field: string): string {
  const { fullName, note } = t.imports.mapping;
  const others: Partial<Record<string, string>> = { [fullNameField]: fullName, [noteField]: note };
  return others[field] ?? view.texts().fields[field] ?? field;
}

/** The label of a field that columns can be for, or that the start creates for one of these columns. */
export const labelIn = (view: ImportView, columns: readonly (ColumnTarget | null)[], field: string): string =>
  columns.find((target) => target?.field === field)?.newField?.label ?? targetLabel(view, field);
