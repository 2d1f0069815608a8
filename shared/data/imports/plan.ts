import type { CustomField } from '#contract/custom-field.ts';
import { withoutFormulaGuard } from '#contract/csv-row.ts';
import type { Field, Phone } from '#contract/field.ts';
import type { ColumnTarget, OnMatch } from '#contract/import.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { fieldErrorsOf, ProblemError, type FieldFault } from '#contract/problem.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { fold } from '../values/search-terms.ts';
import { cellText, type Cell, type Reading, type Reference } from './cell.ts';
import { readCell } from './cell-values.ts';
import { findHolders, findRecords, valuesToFind, type Holder } from './find-records.ts';
import { fullNameField, readFullName } from './full-name.ts';
import { recordIdOf } from './import-id.ts';
import type { PlannedRow, RowProblem, StoredRow } from './import-objects.ts';
import { phoneTextOf } from './phone-label.ts';
import { readReferredRecords, referentOf, type Names } from './references.ts';
import type { Target } from './targets.ts';

/** What the rows of an import are planned with. */
export interface Planning {
  context: Context;
  definition: RecordDefinition;
  importId: string;
  customFields: readonly CustomField[];
  targets: ReadonlyMap<string, Target>;
  columns: readonly (ColumnTarget | null)[];
  reading: Reading;
  matchBy: readonly string[];
  onMatch: OnMatch;
  /** Whether records that rows name are created if they don't exist. */
  createsMissing: boolean;
  /** The records that written rows name and that will be created, by id. */
  related: Map<string, RelatedRecord>;
  names: Omit<Names, 'records'>;
  /** The first row with each value that identifies a record, so that later ones with the same value are left out. */
  seen: Map<string, number>;
}

/** A record that rows name and that doesn't exist. */
export interface RelatedRecord {
  type: RecordTypeName;
  id: string;
  body: Record<string, unknown>;
  /** The first row that names it. */
  row: number;
}

/** A row whose cells have been read. */
interface ReadRow {
  number: number;
  body: Record<string, unknown>;
  custom: Record<string, unknown>;
  references: ReadReference[];
  /** The records that the row names and that don't exist. */
  related: RelatedRecord[];
  problems: RowProblem[];
}

interface ReadReference {
  target: Target;
  column: number;
  reference: Reference;
}

/** What becomes of these rows. Rows of a file are planned in their order, in several calls. */
export async function planRows(planning: Planning, rows: readonly StoredRow[]): Promise<PlannedRow[]> {
  const { context } = planning;
  const read = rows.map((row) => readRow(planning, row));
  const references = read.flatMap((row) => row.references.map(({ reference }) => reference));
  const names = { ...planning.names, records: await readReferredRecords(context, references) };
  for (const row of read) refer(planning, names, row);
  const found = await findExisting(planning, read);
  return read.map((row) => planned(planning, found, row));
}

function readRow(planning: Planning, { number, cells }: StoredRow): ReadRow {
  const row: ReadRow = { number, body: {}, custom: {}, references: [], related: [], problems: [] };
  for (const [column, chosen] of planning.columns.entries()) {
    const cell = unguarded(cells[column] ?? '');
    if (!chosen || cell === '') continue;
    const reading = qualified(planning.reading, chosen, cells);
    const { firstName, lastName } = planning.definition.type.fields;
    const target = planning.targets.get(chosen.field);
    const isFullName = chosen.field === fullNameField && firstName && lastName;
    if (!target && !isFullName) continue;
    const read = target
      ? readCell(target.field, cell, reading)
      : readFullName({ firstName: firstName as Field, lastName: lastName as Field }, cell, reading);
    if ('problem' in read) row.problems.push({ column, code: read.problem.code });
    else if ('reference' in read) {
      if (target) row.references.push({ target, column, reference: read.reference });
    } else if (read.value === undefined) continue;
    else if (target) put(row, target, read.value);
    else Object.assign(row.body, read.value);
  }
  return row;
}

/** The cell without the apostrophe by which exports keep a spreadsheet from running a text as a formula. */
const unguarded = (cell: Cell): Cell => (typeof cell === 'string' ? withoutFormulaGuard(cell) : cell);

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

/** Several columns can have phone numbers, or the parts of a name. Of other fields, the last column counts. */
function put(row: ReadRow, { name }: Target, value: unknown): void {
  const before = row.body[name];
  if (name.startsWith(customColumnPrefix)) row.custom[name.slice(customColumnPrefix.length)] = value;
  else if (name === 'phones')
    row.body.phones = [...((before ?? []) as Phone[]), ...(value as Phone[])].filter(isFirst);
  else
    row.body[name] =
      nameFields.has(name) && before !== undefined ? `${before as string} ${value as string}` : value;
}

/** Fields whose columns are joined with spaces in their order. */
export const nameFields: ReadonlySet<string> = new Set(['firstName', 'lastName']);

const isFirst = ({ number }: Phone, index: number, all: readonly Phone[]): boolean =>
  all.findIndex((one) => one.number === number) === index && index < limits.phonesPerRecord;

/** Replaces texts that refer to something by its id. Pipelines come before stages, whose names can occur in several. */
function refer(planning: Planning, names: Names, row: ReadRow): void {
  const ordered = row.references.toSorted(
    (a, b) => Number(a.target.name === 'stageId') - Number(b.target.name === 'stageId'),
  );
  for (const { target, column, reference } of ordered) {
    const pipelineId = row.body.pipelineId as string | undefined;
    const found = reference.texts.map((text) => {
      const referent = referentOf(planning.context, names, target.field, { reference, text, pipelineId });
      const related = 'code' in referent ? relatedFor(planning, reference, text, row.number) : undefined;
      if (related) row.related.push(related);
      return related ?? referent;
    });
    const failed = found.find((one) => 'code' in one);
    if (failed) row.problems.push({ column, code: failed.code });
    else
      put(
        row,
        target,
        valueOf(
          target,
          found.flatMap((one) => ('id' in one ? [one.id] : [])),
        ),
      );
  }
}

/** The record to create for a name that no record has. Codes and e-mail addresses are no names. */
function relatedFor(
  { context, createsMissing, importId }: Planning,
  reference: Reference,
  text: string,
  row: number,
): RelatedRecord | undefined {
  if (!createsMissing || reference.to !== 'record' || text.includes('@')) return undefined;
  const type = definitionOf(reference.type)?.type;
  if (!type || !context.scopeFor(`${type.name}:create` as Permission)) return undefined;
  const code = Object.values(type.fields).find(({ codePrefix }) => codePrefix !== undefined);
  if (code && new RegExp(`^${code.codePrefix ?? ''}-\\d+$`, 'i').test(text)) return undefined;
  const read = type.create.safeParse({ [type.title]: text });
  if (!read.success) return undefined;
  const name = `${type.name} ${fold(text)}`;
  return { type: type.name as RecordTypeName, id: recordIdOf(importId, name), body: read.data, row };
}

const severalKinds: readonly string[] = ['tags', 'relations', 'choices'];

const valueOf = ({ field: { kind } }: Target, ids: string[]): unknown =>
  severalKinds.includes(kind) ? [...new Set(ids)] : ids[0];

interface Existing {
  /** Records by the fields of `matchBy` and their values. */
  matches: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The records that have reserved unique values, by field and value. */
  holders: ReadonlyMap<string, ReadonlyMap<string, Holder>>;
}

async function findExisting(
  { context, definition, matchBy }: Planning,
  rows: readonly ReadRow[],
): Promise<Existing> {
  const valuesOf = (field: string) => rows.flatMap(({ body }) => valuesToFind(body, field));
  const { unique } = definition.type;
  const holders = new Map<string, ReadonlyMap<string, Holder>>();
  for (const field of unique)
    holders.set(field, await findHolders(context, definition, field, valuesOf(field)));
  const matches = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const field of matchBy)
    if (!holders.has(field))
      matches.set(field, await findRecords(context, definition, field, valuesOf(field)));
  return { matches, holders };
}

function planned(planning: Planning, existing: Existing, row: ReadRow): PlannedRow {
  const { definition, importId, onMatch, targets } = planning;
  const body = { ...row.body, ...(Object.keys(row.custom).length > 0 ? { custom: row.custom } : {}) };
  const match = onMatch === 'create' ? undefined : matchOf(planning, existing, row);
  const id = match?.id ?? recordIdOf(importId, row.number);
  const input = Object.fromEntries(Object.entries(body).filter(([name]) => !targets.get(name)?.isCode));
  const plan = { number: row.number, id, body: input, problems: row.problems };
  const repeated = repeatedIn(planning, row);
  if (repeated !== undefined) return { ...plan, action: 'skip', problems: [repeated] };
  if (match && match.count > 1) return refused(plan, [{ code: 'several_records' }]);
  if (match && onMatch === 'skip') return { ...plan, action: 'skip' };
  const problems = firstOfColumns([
    ...row.problems,
    ...heldValues(planning, existing, row, match?.id),
    ...invalidValues(planning, input, match !== undefined),
  ]);
  if (problems.length > 0) return refused(plan, problems);
  if (Object.keys(input).length === 0) return refused(plan, [{ code: 'empty_row' }]);
  for (const one of row.related) if (!planning.related.has(one.id)) planning.related.set(one.id, one);
  return {
    ...plan,
    action: match ? 'update' : 'create',
    body: parsed(definition, input, match !== undefined),
  };
}

/** A value that couldn't be read isn't also reported as missing. */
const firstOfColumns = (problems: readonly RowProblem[]): RowProblem[] =>
  problems.filter(
    ({ column }, index) =>
      column === undefined || problems.findIndex((one) => one.column === column) === index,
  );

const refused = (plan: Omit<PlannedRow, 'action'>, problems: RowProblem[]): PlannedRow => ({
  ...plan,
  action: 'refuse',
  problems,
});

interface Match {
  id: string;
  /** The number of records with the same value. */
  count: number;
}

/** The record with the row's value in the first field of `matchBy` that finds one. */
function matchOf(
  { matchBy }: Planning,
  { matches, holders }: Existing,
  { body }: ReadRow,
): Match | undefined {
  for (const field of matchBy) {
    const values = valuesToFind(body, field);
    const unique = holders.get(field);
    const ids = values.flatMap((value) => {
      const holder = unique?.get(value);
      return unique ? (holder?.isReachable ? [holder.id] : []) : (matches.get(field)?.get(value) ?? []);
    });
    const [id] = ids;
    if (id !== undefined) return { id, count: new Set(ids).size };
  }
  return undefined;
}

/** Unique values that another record has, which the row can't have. */
function heldValues(
  planning: Planning,
  { holders }: Existing,
  { body }: ReadRow,
  ownId: string | undefined,
): RowProblem[] {
  return [...holders].flatMap(([field, byValue]): RowProblem[] => {
    if (planning.targets.get(field)?.isCode) return [];
    const [value] = valuesToFind(body, field);
    const holder = value === undefined ? undefined : byValue.get(value);
    if (!holder || holder.id === ownId) return [];
    return [{ ...placeOf(planning, field), code: holder.isInTrash ? 'in_trash' : 'taken' }];
  });
}

/** Whether an earlier row has a value that identifies the same record. The first row with a value counts. */
function repeatedIn(planning: Planning, { number, body }: ReadRow): RowProblem | undefined {
  const { definition, matchBy, onMatch, seen } = planning;
  const fields =
    onMatch === 'create' ? definition.type.unique : [...new Set([...definition.type.unique, ...matchBy])];
  const keys = fields.flatMap((field) =>
    valuesToFind(body, field).map((value) => `${field} ${field === 'phones' ? value : fold(value)}`),
  );
  if (keys.some((key) => seen.has(key))) return { code: 'repeated_row' };
  for (const key of keys) seen.set(key, number);
  return undefined;
}

/** Problems of a row's values together, by the schema of the record type. */
function invalidValues(planning: Planning, input: Record<string, unknown>, isUpdate: boolean): RowProblem[] {
  const { definition, customFields } = planning;
  const { create, update } = definition.type;
  const result = (isUpdate ? update : create).safeParse(input, { reportInput: true });
  const faults = result.success ? [] : fieldErrorsOf(result.error.issues);
  const own = faults.map((fault) => rowProblem(planning, fault));
  if (isUpdate || own.length > 0) return own;
  try {
    withCustomValues(customFields, input, undefined, '');
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.errors) throw error;
    return error.errors.map((fault) => rowProblem(planning, fault));
  }
}

function rowProblem(planning: Planning, { pointer, code }: FieldFault): RowProblem {
  const [, name = '', key = ''] = pointer.split('/');
  const field = name === 'custom' ? `${customColumnPrefix}${key}` : name;
  return { ...placeOf(planning, field), code };
}

/** The column of a field, or the field itself if there is none. */
function placeOf({ columns }: Planning, field: string): { column?: number; field?: string } {
  const column = columns.findIndex((chosen) => chosen?.field === field);
  if (column >= 0) return { column };
  return field === '' ? {} : { field };
}

/** The input as the schema converts it. */
const parsed = (
  { type: { create, update } }: RecordDefinition,
  input: Record<string, unknown>,
  isUpdate: boolean,
): Record<string, unknown> => (isUpdate ? update : create).parse(input);
