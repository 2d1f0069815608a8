import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { mergeActions, mergedMarkers, remaining, separated } from '../merges/writes.ts';
import type { Context } from '../organization/context.ts';
import {
  replacedIn,
  scheduledChangesSince,
  type ScheduledChange,
} from '../organization/scheduled-changes.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { isVisible, loadRecord, outOfReach, reachOf, recordAttributes } from '../records/read.ts';
import { checkRecordLimit } from '../records/record-limit.ts';
import { currentReferences } from '../records/relations.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import type { Write } from '../records/write.ts';
import type { ChangeItem, FieldChange } from '../store/change.ts';
import { changeKey } from '../store/keys.ts';
import { getItem, getItems } from '../store/table.ts';
import { planOf, type JobItem, type MergeParams } from './job.ts';
import { refuseRunning, takingPart } from './merge.ts';
import { unmergeJob, type NewJob } from './start.ts';
import { earlierValues, isSame } from './undo.ts';
import { withCurrentValues, withoutRefused } from './valid-values.ts';

/**
 * Undoes a merge: in one transaction, the merged records are back with their unique values, and the remaining one gets
 * back the values that it still has from the merge. A job moves the rest.
 */
export async function unmerge(context: Context, item: JobItem): Promise<NewJob> {
  const plan = planOf(item);
  const params = plan.params as MergeParams;
  const definition = definitionOf(params.recordType);
  if (!definition) throw new ProblemError('not_found');
  const winner = await loadWinner(definition, context, params.intoId);
  const losers = await loadLosers(definition, context, params);
  await refuseRunning(context, definition, [winner, ...losers]);
  await checkRecordLimit(context, losers.length);
  const changes = await scheduledChangesSince(
    context,
    context.orgId,
    Date.parse(plan.createdAt) - limits.requestSeconds * 1000,
  );
  const made = await getItem<ChangeItem>(
    context,
    changeKey(keyOf(definition, context.orgId, winner.id), params.version),
  );
  const kept = await keptWith(
    definition,
    context,
    winner,
    await withCurrentValues(definition, context, winner, JSON.parse(made?.data ?? '[]') as FieldChange[], {
      changesSince: changes,
      except: params.ids,
    }),
    changes,
  );
  const back = await Promise.all(
    losers.map(async (loser) =>
      separated(definition, context, loser, {
        ...replacedIn(definition.type, loser, changes),
        ...(await currentReferences(definition, context, loser, params.ids)),
      }),
    ),
  );
  const types = [...new Set(plan.sources.map(({ recordType }) => recordType))];
  const { fieldsOf: _fieldsOf, ...merged } = params;
  const { job, actions } = unmergeJob(
    context,
    { ...merged, jobId: plan.id, jobCreatedAt: plan.createdAt },
    types,
  );
  return {
    job,
    actions: [
      ...mergeActions(definition, context, [kept, ...back], ''),
      ...mergedMarkers(definition, context, winner.id, params.ids, 'remove'),
      ...actions,
      ...takingPart(definition, context, [winner, ...losers], job.id),
    ],
  };
}

/** The write of the remaining record with the values that it can get back. */
async function keptWith(
  definition: RecordDefinition,
  context: Context,
  winner: AnyRecord,
  all: readonly FieldChange[],
  changesSince: readonly ScheduledChange[],
): Promise<Write> {
  const { items: fields } = await readCustomFields(context, definition.type.name);
  return withoutRefused(all, async (some) => {
    const patch = await earlierValues(definition, context, winner, some, { changesSince, fields });
    const values = { ...patch, ...takenBack(definition, winner, all) };
    return remaining(definition, context, winner, values, { action: 'separated', pointer: '' });
  });
}

/** What the remaining record had before it took values from the merged ones, unless these have changed since. */
function takenBack(
  definition: RecordDefinition,
  winner: AnyRecord,
  changes: readonly FieldChange[],
): Record<string, unknown> {
  const fields: readonly string[] = definition.filledIn?.fromMerged?.fields ?? [];
  const taken = changes.filter(({ field }) => fields.includes(field));
  if (!taken.every(({ field, to }) => isSame(winner[field], to))) return {};
  return Object.fromEntries(taken.map(({ field, from }) => [field, from ?? null]));
}

/** The scope in which the caller can do what a merge needs. Throws `forbidden` without it. */
function reachesOf(context: Context, { type: { name } }: RecordDefinition) {
  return (['delete', 'update', 'read'] as const).map((action) => {
    const scope = context.scopeFor(recordPermission(name, action));
    if (!scope) throw new ProblemError('forbidden');
    return reachOf(context, scope);
  });
}

/** The record that stays. If it was merged into another one itself, that merge must be undone first. */
async function loadWinner(definition: RecordDefinition, context: Context, id: string): Promise<AnyRecord> {
  const reaches = reachesOf(context, definition);
  const scope = context.scopeFor(recordPermission(definition.type.name, 'read'));
  const winner = await loadRecord(definition, context, id, scope);
  if (!reaches.every((reach) => isVisible(winner, reach))) throw outOfReach(definition, context, winner);
  if (winner.deletedAt) throw fieldProblem('', 'in_trash', 'conflict', { recordId: id });
  return winner;
}

async function loadLosers(
  definition: RecordDefinition,
  context: Context,
  { ids, intoId }: MergeParams,
): Promise<AnyRecord[]> {
  const reaches = reachesOf(context, definition);
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  return items.map((item) => {
    const record = item && recordFrom(definition, item);
    if (!record) throw new ProblemError('not_found');
    if (!reaches.every((reach) => isVisible(record, reach))) throw outOfReach(definition, context, record);
    if (record.mergedInto !== intoId) throw new ProblemError('conflict', 'job_undone');
    return record;
  });
}
