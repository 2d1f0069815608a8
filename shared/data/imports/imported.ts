import type { CustomField } from '#contract/custom-field.ts';
import type { OnMatch } from '#contract/import.ts';
import { ProblemError } from '#contract/problem.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { checkReferences, prefetchReferences } from '../records/references.ts';
import { change, creation, type Write } from '../records/write.ts';
import { nextCodes, ownedByCaller } from '../records/creating.ts';
import { refuseErased } from '../records/erased-values.ts';
import { checkRecordLimit } from '../records/record-limit.ts';
import { asInFile } from './as-in-file.ts';
import { missingIn } from './missing-values.ts';
import { readPlan } from './import-objects.ts';
import type { PlannedRow } from './planned-row.ts';

interface ImportParams {
  onMatch: OnMatch;
  allowErased?: boolean;
  fieldsOf?: Readonly<Record<string, readonly CustomField[]>>;
}

/**
 * The planned rows of these records, or of entries, which have no definition. The codes of new records are reserved
 * together. Those of rows that fail, or that are prepared again after a crash, are never used.
 */
export async function readPlanned(
  context: Context,
  definition: RecordDefinition | undefined,
  { importId, planPart, ids }: { importId: string; planPart: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, PlannedRow>> {
  const wanted = new Set(ids);
  const rows = (await readPlan([context.orgId, importId], planPart)).filter(({ id }) => wanted.has(id));
  const creates = rows.filter(({ action }) => action === 'create');
  const codes = definition && creates.length > 0 ? await nextCodes(definition, context, creates.length) : [];
  const coded = new Map(creates.map(({ id }, index) => [id, codes[index]]));
  return new Map(rows.map((row) => [row.id, { ...row, body: { ...row.body, ...coded.get(row.id) } }]));
}

/** Reads what new records refer to, for many rows together. */
export async function prefetchImported(
  definition: RecordDefinition,
  context: Context,
  planned: readonly PlannedRow[],
  { fieldsOf = {} }: ImportParams,
): Promise<void> {
  const bodies = planned
    .filter(({ action }) => action === 'create')
    .map(({ body }) => ownedByCaller(definition, context, body));
  await prefetchReferences(definition, context, bodies, fieldsOf[definition.type.name]);
}

/** The write of a planned row: creates its record, or updates the one that the check found. */
export async function imported(
  definition: RecordDefinition,
  context: Context,
  { action, id, body }: PlannedRow,
  record: AnyRecord | undefined,
  { onMatch, allowErased, fieldsOf = {} }: ImportParams,
): Promise<Write> {
  const fields = fieldsOf[definition.type.name] ?? [];
  if (action === 'create') {
    // Somebody can have been erased since the rows were checked.
    if (!allowErased) await refuseErased(context, definition, [{ body, pointer: '' }]);
    await checkRecordLimit(context, 1);
    await definition.rules?.room?.(context, 1);
    const values = asInFile(definition.type, ownedByCaller(definition, context, body));
    const complete = withCustomValues(fields, values, undefined, '');
    await checkReferences(definition, context, complete, undefined, '', fields);
    return creation(definition, context, complete, '', id);
  }
  if (!record || record.deletedAt) throw new ProblemError('not_found');
  const patch = withCustomValues(
    fields,
    onMatch === 'updateEmpty' ? missingIn(record, body) : body,
    record,
    '',
  );
  await checkReferences(definition, context, patch, record, '', fields);
  return change(definition, context, record, patch);
}
