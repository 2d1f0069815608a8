import { noteField } from '#contract/import-columns.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import type { OnMatch } from '#contract/import.ts';
import { noteBody } from '#contract/note.ts';
import { fieldErrorsOf, ProblemError, type FieldFault } from '#contract/problem.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import type { AnyRecord } from '../records/definition.ts';
import { erasedIn, hasValue } from '../records/erased-values.ts';
import { uniqueFields } from '../records/unique-values.ts';
import { lockedFieldsOf } from '#contract/locked-fields.ts';
import { refuseLocked } from '../records/locked.ts';
import { made, patched } from '../records/write.ts';
import { asInFile } from './as-in-file.ts';
import type { CorrectedRow } from './corrected-rows.ts';
import { comparedIn, readByIds, valuesToFind } from './find-records.ts';
import type { PlannedRow, RowProblem } from './planned-row.ts';
import { externalIdIn, findMatches, isIdentity, type Found, type Match } from './matches.ts';
import { missingIn } from './missing-values.ts';
import { kindKey, leftOutCode } from './problem-index.ts';
import { readReferredRecords } from './references.ts';
import { ownedBy, refer, readRow, type Planning, type ReadRow } from './read-row.ts';

/** What becomes of these rows. Rows of a file are planned in their order, in several calls. */
export async function planRows(planning: Planning, rows: readonly CorrectedRow[]): Promise<PlannedRow[]> {
  const { context } = planning;
  const read = rows.map((row) => readRow(planning, row));
  const references = read.flatMap((row) => row.references.map(({ reference }) => reference));
  const names = {
    ...planning.names,
    records: await readReferredRecords(context, planning.planned, references),
    uncheckedTypes: planning.planned.uncheckedTypes,
  };
  for (const row of read) {
    refer(planning, names, row);
    planning.proposed?.related.push(...row.related);
    planning.proposed?.newTags.push(...row.newTags);
  }
  const { found, matched } = await findMatches(planning, read);
  const records = await readForRules(planning, matched);
  const erased = await erasedRows(planning, matched);
  return matched.map(({ row, match }) => planned(planning, { ...found, records, erased }, row, match));
}

/** The records whose other values decide whether a row can update them. */
function readForRules(
  { context, definition, customFields }: Planning,
  matched: readonly { row: ReadRow; match: Match | undefined }[],
): ReturnType<typeof readByIds> {
  const hasRules =
    definition.rules?.check !== undefined || lockedFieldsOf(definition.type.name) !== undefined;
  const hasRequired = customFields.some(({ required, retired }) => required && !retired);
  const ids = matched.flatMap(({ row, match }) =>
    match && (hasRules || (hasRequired && Object.keys(row.custom).length > 0)) ? match.id : [],
  );
  return readByIds(context, definition, ids);
}

/**
 * The fields of rows with values of persons who were erased. A value that the record of the row has already was confirmed
 * by somebody.
 */
async function erasedRows(
  { context, definition, allowsErased }: Planning,
  matched: readonly { row: ReadRow; match: Match | undefined }[],
): Promise<ReadonlyMap<ReadRow, string[]>> {
  if (allowsErased) return new Map();
  const named = matched.map(({ row: { body } }) => ({ body, pointer: '' }));
  const values = await erasedIn(context, definition, named);
  const ids = matched.flatMap(({ match }, index) => (match && values[index]?.length ? match.id : []));
  const records = await readByIds(context, definition, ids);
  return new Map(
    matched.map(({ row, match }, index) => {
      const record = match && records.get(match.id);
      const added = (values[index] ?? []).filter((value) => !record || !hasValue(record, value));
      return [row, added.map(({ field }) => field)];
    }),
  );
}

interface Existing extends Found {
  erased: ReadonlyMap<ReadRow, readonly string[]>;
  /** Records that rows update, as far as their other values matter. */
  records: ReadonlyMap<string, AnyRecord>;
}

function planned(planning: Planning, existing: Existing, row: ReadRow, match: Match | undefined): PlannedRow {
  const { context, importId, importable, onMatch, targets } = planning;
  const body = { ...row.body, ...(Object.keys(row.custom).length > 0 ? { custom: row.custom } : {}) };
  const id = match?.id ?? importable.newId(importId, row.number, body);
  const input = Object.fromEntries(Object.entries(body).filter(([name]) => !targets.get(name)?.isCode));
  const emptied = row.emptied.length > 0 ? { emptied: row.emptied } : {};
  const note = row.note === undefined ? {} : { note: row.note };
  const plan = { number: row.number, id, body: input, problems: row.problems, ...note, ...emptied };
  if (row.isLeftOut) return leftOut(plan);
  const repeated = repeatedIn(planning, row, match?.id);
  if (repeated === 'row') return { ...plan, action: 'skip', problems: [{ code: 'repeated_row' }] };
  if (match && match.count > 1) return refused(planning, plan, [{ code: 'several_records' }]);
  if (match && onMatch === 'skip') return { ...plan, action: 'skip' };
  const update = match && { record: existing.records.get(match.id) };
  const owned = match ? input : { ...ownedBy(planning.definition.type, planning.newOwnerId), ...input };
  const read = validated(planning, owned, update);
  const found = firstOfColumns([
    ...row.problems,
    ...heldValues(planning, existing, row, match?.id),
    ...repeated.map((field) => ({ ...placeOf(planning, field), code: 'taken' })),
    ...(existing.erased.get(row) ?? []).map((field) => ({
      ...placeOf(planning, field),
      code: 'erased_before',
    })),
    ...read.problems,
    ...(noteBody.safeParse(row.note ?? 'none').success
      ? []
      : [{ ...placeOf(planning, noteField), code: 'too_long' }]),
    ...(match || canBeNew(planning, row) ? [] : [{ code: 'no_match_value' }]),
    ...importable
      .faults(context, body, row.problems)
      .map(({ field, code }) => ({ ...(field ? placeOf(planning, field) : {}), code })),
  ]);
  // A value that couldn't be read would be missing for the rules.
  const problems = found.length > 0 ? found : brokenRules(planning, { ...plan, body: read.body }, update);
  if (problems.length > 0) return refused(planning, plan, problems);
  if (Object.keys(input).length === 0 && row.note === undefined)
    return refused(planning, plan, [{ code: 'empty_row' }]);
  for (const one of row.newTags) if (!planning.newTags.has(one.id)) planning.newTags.set(one.id, one);
  for (const one of row.related) if (!planning.related.has(one.id)) planning.related.set(one.id, one);
  return { ...plan, action: match ? 'update' : 'create', body: { ...planning.defaults, ...read.body } };
}

/** A value that couldn't be read isn't also reported as missing. */
const firstOfColumns = (problems: readonly RowProblem[]): RowProblem[] =>
  problems.filter(
    ({ column }, index) =>
      column === undefined || problems.findIndex((one) => one.column === column) === index,
  );

/** Whether a row can create a record: one without a value by which the others are matched would do so unnoticed. */
function canBeNew({ matchBy, onMatch, createsWithoutMatch }: Planning, row: ReadRow): boolean {
  if (createsWithoutMatch || matchBy.length === 0 || row.problems.length > 0) return true;
  if (onMatch !== 'update' && onMatch !== 'updateEmpty') return true;
  return matchBy.some((field) => valuesToFind(row.body, field).length > 0);
}

type Plan = Omit<PlannedRow, 'action'>;

/** A refused row, unless rows with one of its problems are left out. */
const refused = ({ leftOutKinds }: Planning, plan: Plan, problems: RowProblem[]): PlannedRow =>
  problems.some((problem) => leftOutKinds.has(kindKey(problem)))
    ? leftOut(plan)
    : { ...plan, action: 'refuse', problems };

const leftOut = (plan: Plan): PlannedRow => ({ ...plan, action: 'skip', problems: [{ code: leftOutCode }] });

/** Unique values that another record has, or gets from an earlier file, which the row can't have. */
function heldValues(
  planning: Planning,
  { holders, planned: toCome }: Existing,
  { body }: ReadRow,
  ownId: string | undefined,
): RowProblem[] {
  return [...holders].flatMap(([field, byValue]): RowProblem[] => {
    if (planning.targets.get(field)?.isCode) return [];
    const [value = ''] = valuesToFind(body, field);
    const holder = byValue.get(value);
    const isHeld = holder !== undefined && holder.id !== ownId;
    const isPromised =
      toCome
        .get(field)
        ?.get(value)
        ?.some((id) => id !== ownId) === true;
    if (!isHeld && !isPromised) return [];
    return [{ ...placeOf(planning, field), code: isHeld && holder.isInTrash ? 'in_trash' : 'taken' }];
  });
}

/** The row's values in a field, as those of other rows are compared with them. */
const keysOf = ({ definition: { type } }: Planning, { body }: ReadRow, field: string): string[] =>
  valuesToFind(body, field).map((value) => `${field} ${comparedIn(type.fields[field], value)}`);

/**
 * Whether an earlier row has a value that identifies the same record. The first row with a value counts. Rows with
 * external IDs of their own are different records: then these are the unique fields whose values an earlier row has.
 */
function repeatedIn(planning: Planning, row: ReadRow, matchId: string | undefined): 'row' | string[] {
  const { context, definition, matchBy, onMatch, seen } = planning;
  const unique = uniqueFields(definition, context.settings);
  const fields = onMatch === 'create' ? unique : [...new Set([...unique, ...matchBy])];
  const hasOwnId = externalIdIn(planning, row) !== undefined;
  const isSeen = (field: string) => keysOf(planning, row, field).some((key) => seen.has(key));
  // Two rows can find the same record by different values.
  const ids = matchId === undefined ? [] : [`id ${matchId}`];
  const identifying = hasOwnId ? fields.filter((field) => isIdentity(planning, field)) : fields;
  if (identifying.some(isSeen) || ids.some((key) => seen.has(key))) return 'row';
  const taken = hasOwnId ? unique.filter(isSeen) : [];
  for (const key of [...fields.flatMap((field) => keysOf(planning, row, field)), ...ids]) seen.add(key);
  return taken;
}

/** The input as the schema of the record type converts it, and the problems of its values together. */
function validated(
  planning: Planning,
  input: Record<string, unknown>,
  update: Update | undefined,
): { body: Record<string, unknown>; problems: RowProblem[] } {
  const { type } = planning.definition;
  const result = (update ? type.update : type.create).safeParse(input, { reportInput: true });
  const body = result.success ? result.data : input;
  const faults = result.success ? customFaults(planning, input, update) : fieldErrorsOf(result.error.issues);
  return { body, problems: faults.map((fault) => rowProblem(planning, fault)) };
}

/** The update of a record, which is undefined if its other values don't matter. */
interface Update {
  record: AnyRecord | undefined;
}

/** What is wrong with the custom values of a new record, or of an existing one after the update. */
function customFaults(
  { customFields, onMatch }: Planning,
  input: Record<string, unknown>,
  update: Update | undefined,
): readonly FieldFault[] {
  const record = update?.record;
  if (update && !record) return [];
  return faultsOf(() => withCustomValues(customFields, written(onMatch, input, record), record, ''));
}

/** Which rules of the record type the values of a row break together, or with those of the record that it updates. */
function brokenRules(planning: Planning, { id, body }: Plan, update: Update | undefined): RowProblem[] {
  const { context, definition, onMatch } = planning;
  const record = update?.record;
  if (update && !record) return [];
  const faults = faultsOf(() => {
    if (!record) return made(definition, context, asInFile(definition.type, body), '', id);
    const patch = written(onMatch, body, record);
    refuseLocked(definition, context, record, patch);
    return patched(definition, context, record, patch);
  });
  return faults.map((fault) => rowProblem(planning, fault));
}

/** The values of a row that are written. */
export const written = (
  onMatch: OnMatch,
  body: Record<string, unknown>,
  record: AnyRecord | undefined,
): Record<string, unknown> => (record && onMatch === 'updateEmpty' ? missingIn(record, body) : body);

function faultsOf(check: () => unknown): readonly FieldFault[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.errors) throw error;
    return error.errors;
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
