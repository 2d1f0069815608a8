import { codePrefixOf } from '#contract/code-prefixes.ts';
import type { CustomField } from '#contract/custom-field.ts';
import { withoutFormulaGuard } from '#contract/csv-row.ts';
import { id, type Field, type Phone } from '#contract/field.ts';
import { fullNameField, nameFields, noteField } from '#contract/import-columns.ts';
import type { ColumnTarget } from '#contract/import-column.ts';
import type { OnMatch } from '#contract/import.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { limits } from '#contract/limits.ts';
import { codeFieldOf, type RecordType } from '#contract/record-type.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { tagName } from '#contract/tag.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { foldCase } from '../values/search-terms.ts';
import { cellText, type Cell, type Reading, type Reference } from './cell.ts';
import { readCell } from './cell-values.ts';
import type { CorrectedRow } from './corrected-rows.ts';
import type { EntryReading } from './entry-meant.ts';
import { readFullName } from './full-name.ts';
import type { Importable } from './importable.ts';
import { recordIdOf } from './import-id.ts';
import type { PlannedRecords } from './planned-records.ts';
import type { RowProblem } from './planned-row.ts';
import { phoneTextOf } from './phone-label.ts';
import { kindKey } from './problem-index.ts';
import { referentOf, type Names } from './references.ts';
import type { Target } from './targets.ts';

/** What the columns of an import are for, and how their cells are read. */
export interface PlannedColumns {
  context: Context;
  importable: Importable;
  definition: RecordDefinition;
  /** The custom fields of the record type, with those that the start creates. */
  customFields: readonly CustomField[];
  /** The custom fields that the start creates, by column. */
  newFields: ReadonlyMap<number, CustomField>;
  targets: ReadonlyMap<string, Target>;
  columns: readonly (ColumnTarget | null)[];
  readingOf: (column: number) => Reading;
  /** Whether texts also mean statuses and options with another usual word for the same. */
  usesSynonyms: boolean;
  /** The kinds of problems whose cells are read as empty. */
  emptiedKinds: ReadonlySet<string>;
}

/** What the rows of an import are planned with. */
export interface Planning extends PlannedColumns {
  importId: string;
  /** Values of rows that have none of their own. */
  defaults: Readonly<Record<string, unknown>>;
  /** To whom new records belong whose row names nobody. */
  newOwnerId: string | undefined;
  matchBy: readonly string[];
  onMatch: OnMatch;
  /** Whether rows that can't be matched create records although others update theirs. */
  createsWithoutMatch: boolean;
  /** Whether records that rows name are created if they don't exist. */
  createsMissing: boolean;
  /** Whether values of persons who were erased are imported. */
  allowsErased: boolean;
  /** The kinds of problems whose rows are left out. */
  leftOutKinds: ReadonlySet<string>;
  /** The custom fields of the types of records that rows name, whose required values decide whether they can be created. */
  customFieldsOf: ReadonlyMap<string, readonly CustomField[]>;
  /** The records that written rows name and that will be created, by id. */
  related: Map<string, RelatedRecord>;
  /** The tags that written rows name and that will be created, by id. */
  newTags: Map<string, NewTag>;
  /** What rows name that doesn't exist, those of refused rows included. Only collected for previews. */
  proposed?: { related: RelatedRecord[]; newTags: NewTag[] };
  names: Omit<Names, 'records' | 'uncheckedTypes'>;
  /** What the imports before this one in its chain are about to write. */
  planned: PlannedRecords;
  /** The values of earlier rows that identify a record. Later rows with one of them are left out. */
  seen: Set<string>;
  /** The external IDs of the rows that found existing records, by the ids of these records. */
  claimed: Map<string, string>;
}

/** A record that rows name and that doesn't exist. */
export interface RelatedRecord {
  type: RecordTypeName;
  id: string;
  body: Record<string, unknown>;
  /** The first row that names it. */
  row: number;
}

/** A tag that rows name and that doesn't exist. */
export interface NewTag {
  id: string;
  name: string;
}

/** A row whose cells have been read. */
export interface ReadRow {
  number: number;
  body: Record<string, unknown>;
  custom: Record<string, unknown>;
  note?: string;
  references: ReadReference[];
  /** The records that the row names and that don't exist. */
  related: RelatedRecord[];
  newTags: NewTag[];
  problems: RowProblem[];
  /** The cells that are read as empty because of their problems. */
  emptied: number[];
  isLeftOut: boolean;
}

interface ReadReference {
  target: Target;
  column: number;
  reference: Reference;
}

/** Reads the cells of a row. Texts that refer to something are read by `refer`. */
export function readRow(planning: Planning, { number, cells, isLeftOut = false }: CorrectedRow): ReadRow {
  const row: ReadRow = {
    number,
    body: {},
    custom: {},
    references: [],
    related: [],
    newTags: [],
    problems: [],
    emptied: [],
    isLeftOut,
  };
  if (isLeftOut) return row;
  for (const [column, chosen] of planning.columns.entries()) {
    const cell = unguarded(cells[column] ?? '');
    if (!chosen || cell === '') continue;
    const reading = qualified(planning.readingOf(column), chosen, cells);
    const { firstName, lastName } = planning.definition.type.fields;
    const target = planning.targets.get(chosen.field);
    const isFullName = chosen.field === fullNameField && firstName && lastName;
    if (!target && !isFullName) continue;
    const read = target
      ? readCell(target.field, cell, reading)
      : readFullName({ firstName: firstName as Field, lastName: lastName as Field }, cell, reading);
    if ('problem' in read) report(planning, row, column, read.problem.code);
    else if ('reference' in read) {
      if (target) row.references.push({ target, column, reference: read.reference });
    } else if (read.value === undefined) continue;
    else if (target) put(row, target, read.value);
    else Object.assign(row.body, read.value);
  }
  return row;
}

/** Adds a problem of a cell, unless such cells are read as empty. */
function report({ emptiedKinds }: Planning, row: ReadRow, column: number, code: string): void {
  if (emptiedKinds.has(kindKey({ column, code }))) row.emptied.push(column);
  else row.problems.push({ column, code });
}

/** The cell without the apostrophe by which exports keep a spreadsheet from running a text as a formula. */
export const unguarded = (cell: Cell): Cell => (typeof cell === 'string' ? withoutFormulaGuard(cell) : cell);

/** How a cell is read beside the label of the phone number, or the currency of the amount, in another column. */
function qualified(reading: Reading, { label, qualifiedBy }: ColumnTarget, cells: readonly Cell[]): Reading {
  const text = qualifiedBy === undefined ? '' : cellText(cells[qualifiedBy] ?? '').trim();
  const phoneLabel = phoneTextOf(text)?.label ?? label;
  const isCurrency = /^[A-Za-z]{3}$/.test(text);
  return {
    ...reading,
    ...(phoneLabel ? { phoneLabel } : {}),
    ...(isCurrency ? { currency: text.toUpperCase() } : {}),
  };
}

/** Several columns can have phone numbers, or the parts of a name or a note. Of other fields, the last column counts. */
function put(row: ReadRow, { name }: Target, value: unknown): void {
  const before = row.body[name];
  if (name === noteField) {
    row.note = row.note === undefined ? (value as string) : `${row.note}\n\n${value as string}`;
    return;
  }
  if (name.startsWith(customColumnPrefix)) row.custom[name.slice(customColumnPrefix.length)] = value;
  else if (name === 'phones')
    row.body.phones = [...((before ?? []) as Phone[]), ...(value as Phone[])].filter(isFirst);
  else
    row.body[name] =
      nameFields.has(name) && before !== undefined ? `${before as string} ${value as string}` : value;
}

const isFirst = ({ number }: Phone, index: number, all: readonly Phone[]): boolean =>
  all.findIndex((one) => one.number === number) === index && index < limits.phonesPerRecord;

/** Replaces texts that refer to something by its id. Pipelines come before stages, whose names can occur in several. */
export function refer(planning: Planning, names: Names, row: ReadRow): void {
  const ordered = row.references.toSorted(
    (a, b) => Number(a.target.name === 'stageId') - Number(b.target.name === 'stageId'),
  );
  for (const { target, column, reference } of ordered) {
    const pipelineId = row.body.pipelineId as string | undefined;
    const entryReading = entryReadingOf(planning, column);
    const found = reference.texts.map((text) => {
      const asked = { reference, text, pipelineId, entryReading };
      const referent = referentOf(planning.context, names, target.field, asked);
      const isMissing = 'code' in referent && referent.code === 'unknown_reference';
      if (!isMissing || !planning.createsMissing) return referent;
      const tag = reference.to === 'tag' ? newTag(planning, text) : undefined;
      if (tag) row.newTags.push(tag);
      const related = relatedFor(planning, reference, text, row.number);
      if (related) row.related.push(related);
      return tag ?? related ?? referent;
    });
    const failed = found.find((one) => 'code' in one);
    const ids = found.flatMap((one) => ('id' in one && one.id !== null ? [one.id] : []));
    if (failed) report(planning, row, column, failed.code);
    else if (ids.length > 0) put(row, target, valueOf(target, ids));
  }
  keepParent(planning, row);
}

/** Of the records that would be created for an entry, keeps only the one that it belongs to. */
function keepParent({ importable: { parentIn } }: Planning, row: ReadRow): void {
  if (!parentIn) return;
  const parentId = parentIn(row.body)?.recordId;
  const unused = new Set<unknown>(row.related.flatMap(({ id }) => (id === parentId ? [] : id)));
  row.related = row.related.filter(({ id }) => !unused.has(id));
  row.body = Object.fromEntries(Object.entries(row.body).filter(([, value]) => !unused.has(value)));
}

/** How the texts of a column mean statuses and options. */
export const entryReadingOf = ({ columns, usesSynonyms }: PlannedColumns, column: number): EntryReading => ({
  values: columns[column]?.values,
  usesSynonyms,
});

const isId = (text: string): boolean => id.safeParse(text).success;

/** The tag to create for a name that no tag has, if there is room for it. */
function newTag({ context, importId, newTags }: Planning, text: string): NewTag | undefined {
  const name = tagName.safeParse(text);
  if (!name.success || isId(text) || !context.scopeFor('tag:create')) return undefined;
  const id = recordIdOf(importId, `tag ${foldCase(text)}`);
  const isFull = newTags.size >= limits.importNewTags && !newTags.has(id);
  return isFull ? undefined : { id, name: name.data };
}

/** The record to create for a name that no record has. IDs, codes and e-mail addresses are no names. */
function relatedFor(
  { context, customFieldsOf, definition, importId, newOwnerId }: Planning,
  reference: Reference,
  text: string,
  row: number,
): RelatedRecord | undefined {
  if (reference.to !== 'record' || text.includes('@') || isId(text)) return undefined;
  // A row of the same file can be the record that another one names.
  if (reference.type === definition.type.name) return undefined;
  const type = definitionOf(reference.type)?.type;
  if (!type || !context.scopeFor(recordPermission(type.name, 'create'))) return undefined;
  if (isCode(type, context, text)) return undefined;
  const read = type.create.safeParse({ [type.title]: text, ...ownedBy(type, newOwnerId) });
  if (!read.success || !isComplete(customFieldsOf.get(type.name) ?? [])) return undefined;
  const name = `${type.name} ${foldCase(text)}`;
  return { type: type.name as RecordTypeName, id: recordIdOf(importId, name), body: read.data, row };
}

/** Whether a text is a code of the type: with the standard prefix, or with that of the organization. */
function isCode(type: RecordType, { settings }: Planning['context'], text: string): boolean {
  const { codePrefix } = type.fields[codeFieldOf(type) ?? ''] ?? {};
  if (codePrefix === undefined) return false;
  const prefixes = [codePrefix, codePrefixOf(type.name as RecordTypeName, settings)];
  return new RegExp(`^(?:${prefixes.join('|')})-\\d+$`, 'i').test(text);
}

/** The owner of a new record of a type whose records have owners. */
export const ownedBy = ({ fields }: RecordType, ownerId: string | undefined): { ownerId?: string } =>
  ownerId !== undefined && 'ownerId' in fields ? { ownerId } : {};

/** Whether a record needs no custom value, or only those that have defaults. */
const isComplete = (fields: readonly CustomField[]): boolean =>
  fields.every(
    ({ required, retired, default: value }) => !required || retired === true || value !== undefined,
  );

const severalKinds: readonly string[] = ['tags', 'relations', 'choices'];

const valueOf = ({ field: { kind } }: Target, ids: string[]): unknown =>
  severalKinds.includes(kind) ? [...new Set(ids)] : ids[0];
