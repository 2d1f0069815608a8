import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { listAttributes, type ListItem } from '../lists/list-record.ts';
import type { Context } from '../organization/context.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { isVisible, outOfReach, reachOf } from '../records/read.ts';
import { isGone, recordFrom } from '../records/stored.ts';
import { actionsOf, type Write } from '../records/write.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import { getItems } from '../store/table.ts';
import type { JobPlan } from './job.ts';
import { kindOf, needsOf } from './kinds.ts';
import type { Row, RowSubject, Work } from './row-subject.ts';
import { selectionCheck } from './selected-rows.ts';

/** The records of a type, as a job reads and writes them. */
export const recordRows = (definition: RecordDefinition): RowSubject<Write> => ({
  type: definition.type.name,
  check: async ({ context, plan }) => kindOf(plan.kind).check?.(definition, context, plan.params as never),
  read: (work, ids) => readRows(work, definition, ids),
  async prefetch({ context, plan }, rows) {
    const how = kindOf(plan.kind);
    if (!('prefetch' in how)) return;
    const planned = rows.flatMap((row) => row.planned ?? []);
    await how.prefetch(definition, context, planned, plan.params as never);
  },
  actionsOf: async ({ context, plan }, changed, writes) => {
    const writing = (await kindOf(plan.kind).within?.(definition, context, writes)) ?? definition;
    return changed.length > 0 ? actionsOf(writing, context, changed) : [];
  },
});

/** A record, if it still exists and the job can access it. */
interface RecordRow {
  record: AnyRecord | undefined;
  /** Why the job can't change a record that its creator can read. */
  refusal?: ProblemError;
  /** Whether the record still matches the job's selection. */
  isSelected: boolean;
  planned: PlannedRow | undefined;
}

async function readRows(
  work: Work,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<Row<Write>[]> {
  const { context, plan } = work;
  const needs = needsOf(plan);
  const reach = reachOf(
    context,
    context.scopeFor(recordPermission(definition.type.name, needs === 'delete' ? needs : 'update')),
  );
  const isNew = (id: string) => work.planned?.get(id)?.action === 'create';
  const existing = ids.filter((id) => !isNew(id));
  const keys = existing.map((id) => keyOf(definition, context.orgId, id));
  const found = await getItems<ListItem>(context, keys, listAttributes(definition));
  const items = new Map(existing.map((id, index) => [id, found[index]]));
  // Changes that are already in force apply to all records.
  const isSelected = needs
    ? (work.isSelected ??= await selectionCheck(context, plan, definition))
    : () => true;
  return ids.map((id) => {
    const item = items.get(id);
    const planned = work.planned?.get(id);
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now))
      return rowOf(work, definition, id, { record: undefined, isSelected: false, planned });
    if (!isVisible(record, reach)) {
      const refusal = outOfReach(definition, context, record);
      const seen = refusal.code === 'not_found' ? undefined : record;
      return rowOf(work, definition, id, { record: seen, refusal, isSelected: false, planned });
    }
    return rowOf(work, definition, id, { record, isSelected: isSelected(item), planned });
  });
}

/** The job of a merge also changes records that its creator can't read, whose titles are left out. */
function rowOf(
  { context, plan }: Work,
  definition: RecordDefinition,
  id: string,
  row: RecordRow,
): Row<Write> {
  const { record, isSelected, planned } = row;
  const isHidden = plan.kind === 'merge' || plan.kind === 'unmerge';
  const title = record && !isHidden ? String(record[definition.type.title] ?? '') : undefined;
  const { follow } = kindOf(plan.kind);
  return {
    id,
    title,
    planned,
    follow: record && isSelected && follow ? () => follow(definition, context, record) : undefined,
    write: () => writeOf(plan, definition, context, row),
  };
}

async function writeOf(
  { kind, params }: JobPlan,
  definition: RecordDefinition,
  context: Context,
  { record, refusal, isSelected, planned }: RecordRow,
): Promise<Write> {
  if (refusal) throw refusal;
  const how = kindOf(kind);
  if ('writePlanned' in how) {
    if (!planned) throw new Error('an import has lost its plan');
    return how.writePlanned(definition, context, planned, record, params as never);
  }
  if (!record) throw new ProblemError('not_found');
  if (!isSelected) throw fieldProblem('', 'not_selected');
  return how.write(definition, context, record, params as never);
}
