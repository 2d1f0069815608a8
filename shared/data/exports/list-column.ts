import type { ChosenColumn } from '#contract/export.ts';
import type { CustomField } from '#contract/custom-field.ts';
import type { Field, FieldKind } from '#contract/field.ts';
import type { Language } from '#contract/language.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { Column } from '#contract/lists/column.ts';
import type { ListSubject } from '../lists/list-subject.ts';
import type { ExportColumn, ExportKind } from '../table-files/column.ts';

/** A column of a list as it is exported. */
export interface ListedColumn {
  /** The column of the list: the name of a field, or `custom.<key>`. */
  name: string;
  listed: Column;
  field: Field | undefined;
  custom: CustomField | undefined;
  exported: ExportColumn;
}

/** The name of a value in a column; undefined if there is none that the creator can see. */
export type NameOf = (column: ListedColumn, id: string) => string | undefined;

const kinds: Partial<Record<FieldKind, ExportKind>> = {
  integer: 'integer',
  yesNo: 'yesNo',
};

/** The heading above the currencies of amounts, by which an import finds them. */
const currencyHeaders: Record<Language, string> = { en: 'Currency', es: 'Moneda' };

/** The chosen columns. Undefined if one of them can't be used. */
export function listedColumns(
  { definition, columns }: ListSubject,
  customFields: readonly CustomField[],
  chosen: readonly ChosenColumn[],
  language: Language,
): ListedColumn[] | undefined {
  // The heading of another column can be the same as that above the currencies.
  let amounts = chosen.some(({ header }) => header === currencyHeaders[language]) ? 1 : 0;
  const all = chosen.flatMap(({ field: name, header: chosenHeader }): ListedColumn[] => {
    const listed = columns.get(name);
    if (!listed) return [];
    const custom = customFields.find(({ key }) => `${customColumnPrefix}${key}` === name);
    const field = custom ? undefined : definition.type.fields[name];
    const header = chosenHeader ?? custom?.label ?? name;
    const head = { key: name, header };
    if (listed.kind !== 'money' && !listed.isMinorUnits) {
      const kind = kinds[(custom?.kind ?? field?.kind) as FieldKind] ?? kindOf(listed);
      return [{ name, listed, field, custom, exported: { ...head, kind } }];
    }
    amounts += 1;
    // Each heading is different, and an import finds the first one.
    const currencyHeader =
      amounts === 1 ? currencyHeaders[language] : `${currencyHeaders[language]} (${header})`;
    return [{ name, listed, field, custom, exported: { ...head, kind: 'money', currencyHeader } }];
  });
  return all.length === chosen.length ? all : undefined;
}

const kindOf = ({ kind }: Column): ExportKind =>
  kind === 'number' || kind === 'date' || kind === 'timestamp' ? kind : 'text';
