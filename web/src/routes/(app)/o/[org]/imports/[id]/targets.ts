import type { ColumnTarget, UndecidedColumn } from '#contract/import-column.ts';
import {
  canHaveColumn,
  canRepeat,
  fullNameField,
  nameFields,
  newCustomField,
  noteField,
} from '#contract/import-columns.ts';
import { limits } from '#contract/limits.ts';
import type { ImportView } from '../import-views.ts';

type Columns = readonly (ColumnTarget | null)[];

/** The fields that a column can be for, by name: those that people can enter, codes, which only find records, and notes. */
export function targetNames(
  { type: { fields } }: Pick<ImportView, 'type'>,
  { hasNotes }: { hasNotes: boolean },
): string[] {
  const names = Object.entries(fields).flatMap(([name, field]) => (canHaveColumn(field) ? [name] : []));
  return [...('lastName' in fields ? [fullNameField] : []), ...names, ...(hasNotes ? [noteField] : [])];
}

/** The place of another column for the same field, which can't keep it. */
export function rivalOf(columns: Columns, place: number, field: string): number | undefined {
  if (canRepeat(field)) return undefined;
  const rival = columns.findIndex((one, at) => at !== place && one?.field === field);
  return rival < 0 ? undefined : rival;
}

/** The columns with another target at a place. A column that had the same field is no longer imported. */
export function withTarget(columns: Columns, place: number, target: ColumnTarget | null): Columns {
  const rival = target ? rivalOf(columns, place, target.field) : undefined;
  return columns.map((one, at) => (at === place ? target : at === rival ? null : one));
}

/**
 * The place of the column whose labels or currencies are in the column at this place, so that this one needs no field of
 * its own.
 */
export function qualifiedAt(columns: Columns, place: number): number | undefined {
  const at = columns.findIndex((one) => one?.qualifiedBy === place);
  return at < 0 ? undefined : at;
}

export const isMapped = (columns: Columns, field: string): boolean =>
  columns.some((one) => one?.field === field || (one?.field === fullNameField && nameFields.has(field)));

/** Required fields for which no column was chosen. */
export function missingFields({ type: { fields } }: Pick<ImportView, 'type'>, columns: Columns): string[] {
  return Object.entries(fields).flatMap(([name, { mode }]) =>
    mode === 'required' && !isMapped(columns, name) ? [name] : [],
  );
}

/** The columns with how the texts of one of them are read. An empty value stands for what its cells prove. */
export function withReading(
  columns: Columns,
  place: number,
  setting: UndecidedColumn['setting'],
  value: string,
): (ColumnTarget | null)[] {
  return columns.map((target, at) => {
    if (!target || at !== place) return target;
    const { reading, ...rest } = target;
    const next = { ...reading, [setting]: value === '' ? undefined : value };
    const chosen = Object.fromEntries(Object.entries(next).filter(([, one]) => one !== undefined));
    return Object.keys(chosen).length > 0 ? { ...rest, reading: chosen } : rest;
  });
}

/** The longest name of a custom field. */
export const newFieldCharacters = 80;

/** The target of a column that becomes a custom field of its name. The service guesses the kind. */
export const newFieldTarget = (column: string): ColumnTarget => ({
  field: newCustomField,
  newField: { label: column.slice(0, newFieldCharacters).trim() },
});

/** The kinds of fields whose texts mean statuses, sources, stages or options. */
export const kindsOfEntries: ReadonlySet<string> = new Set(['listed', 'choice', 'choices']);

/** The places of the columns whose values mean statuses, sources, stages or options. */
export const placesOfEntries = ({ type: { fields } }: Pick<ImportView, 'type'>, columns: Columns): number[] =>
  columns.flatMap((target, place) =>
    target && kindsOfEntries.has(fields[target.field]?.kind ?? '') ? [place] : [],
  );

/** A target by which a text means another status or option, or null for no value. The latest choices are kept. */
export function withValue(target: ColumnTarget, text: string, id: string | null): ColumnTarget {
  const others = target.values?.filter((value) => value.text !== text) ?? [];
  return { ...target, values: [...others, { text, id }].slice(-limits.importColumnValues) };
}
