import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { externalIdFieldOf, type RecordType } from '#contract/record-type.ts';
import { recordTypes } from '#contract/record-types.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { withCustomValues } from '../custom-fields/values.ts';
import { mergeActions, mergedAway, mergedMarkers, remaining } from '../merges/writes.ts';
import type { Context } from '../organization/context.ts';
import { refuseConverting } from '../records/backfilled.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { explainTaken } from '../records/operations.ts';
import { isVisible, loadRecord, outOfReach, reachOf, readReach, recordAttributes } from '../records/read.ts';
import { records } from '../records/records.ts';
import { checkReferences } from '../records/references.ts';
import { referencesTo } from '../records/relations.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { transactOnce, type Making } from '../store/idempotency.ts';
import { mergeKey } from '../store/keys.ts';
import { getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';
import { checkVersion } from '../store/version-match.ts';
import { slotForJob } from './bounds.ts';
import { isUnfinished, readJob, type JobItem } from './job.ts';
import { mergeJob } from './start.ts';

interface Input {
  id: string;
  body: {
    records: readonly { id: string; version: number }[];
    values?: Record<string, unknown> | undefined;
  };
}

interface Merged {
  record: AnyRecord;
  jobId: string;
}

/** The operation that merges records of a type into one of them. */
export const mergeRecords =
  (definition: RecordDefinition) =>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract's schemas give each type its own output
  (context: Context, input: Input): Promise<any> =>
    transactOnce<Merged>(
      context,
      () => prepare(definition, context, input),
      async ([jobId = '']) => ({
        record: await loadRecord(definition, context, input.id, context.scope),
        jobId,
      }),
    ).catch((error: unknown) => explainTaken(definition, context, error));

/**
 * Writes all records in one transaction, on condition of the versions that the caller has seen, so that no concurrent
 * change is lost. The job follows later: until it has ended, references and entries are at their previous places.
 */
async function prepare(
  definition: RecordDefinition,
  context: Context,
  { id, body }: Input,
): Promise<Making<Merged>> {
  const { type } = definition;
  const winner = await loadWinner(definition, context, id);
  const losers = await loadLosers(definition, context, winner, body.records);
  const all = [winner, ...losers];
  await refuseRunning(context, definition, all);
  for (const loser of losers) await refuseLoser(definition, context, loser, winner);
  const values = { ...soleExternalId(definition, winner, losers), ...body.values };
  const patch = await checkedValues(definition, context, winner, values);
  const taken = definition.filledIn?.fromMerged?.values(winner, losers);
  const kept = remaining(
    definition,
    context,
    winner,
    { ...patch, ...taken },
    { action: 'merged', pointer: '/values' },
  );
  const writes = [kept, ...losers.map((loser) => mergedAway(definition, context, loser, id))];
  const params = {
    recordType: type.name,
    intoId: id,
    ids: losers.map((loser) => loser.id),
    version: kept.record.version,
    movesTasks: false,
  };
  const references = referencesTo(type.name, await customFields(context));
  for (const { type: referring } of references) {
    const of = definitionOf(referring.name);
    if (of) await refuseConverting(context, of);
  }
  const { job, actions } = mergeJob(context, params, references);
  return {
    actions: [
      ...mergeActions(definition, context, writes, '/values'),
      ...mergedMarkers(definition, context, id, params.ids, 'put'),
      ...actions,
      ...takingPart(definition, context, all, job.id),
      await slotForJob(context, job.id),
    ],
    ids: [job.id],
    value: { record: kept.record, jobId: job.id },
  };
}

async function loadWinner(definition: RecordDefinition, context: Context, id: string): Promise<AnyRecord> {
  const scope = context.scopeFor(recordPermission(definition.type.name, 'update'));
  if (!scope) throw new ProblemError('forbidden');
  const winner = await records(definition)(context).read(id);
  if (!isVisible(winner, reachOf(context, scope))) throw outOfReach(definition, context, winner);
  checkVersion(context, winner);
  return winner;
}

async function loadLosers(
  definition: RecordDefinition,
  context: Context,
  winner: AnyRecord,
  named: readonly { id: string; version: number }[],
): Promise<AnyRecord[]> {
  const ids = [winner.id, ...named.map((one) => one.id)];
  const repeated = named.findIndex((one, index) => ids.indexOf(one.id) <= index);
  if (repeated >= 0) throw fieldProblem(`/records/${repeated}/id`, 'repeated');
  const keys = named.map((one) => keyOf(definition, context.orgId, one.id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  const losers = items.map((item, index) => {
    const record = item && recordFrom(definition, item);
    const pointer = `/records/${index}/id`;
    if (!record || record.deletedAt) throw fieldProblem(pointer, 'unknown_reference');
    if (!isVisible(record, reachOf(context, context.scope))) {
      const isRead = isVisible(record, readReach(definition, context));
      throw fieldProblem(pointer, isRead ? 'not_yours' : 'unknown_reference');
    }
    return record;
  });
  if (losers.some(({ version }, index) => version !== named[index]?.version))
    throw new ProblemError('precondition_failed');
  return losers;
}

async function refuseLoser(
  definition: RecordDefinition,
  context: Context,
  loser: AnyRecord,
  winner: AnyRecord,
): Promise<void> {
  const { rules } = definition;
  const reason = rules?.mayMerge?.(loser, winner) ?? (await rules?.mayDelete?.(loser, context));
  if (reason !== undefined) throw new ProblemError('conflict', reason);
}

/**
 * The external ID of a merged record, if it is the only one: the program that knows the record by it would create the
 * record again.
 */
function soleExternalId(
  { type }: RecordDefinition,
  winner: AnyRecord,
  losers: readonly AnyRecord[],
): Record<string, unknown> {
  const field = externalIdFieldOf(type);
  if (field === undefined || winner[field] !== undefined) return {};
  const [externalId, another] = losers.flatMap((loser) => loser[field] ?? []);
  return externalId === undefined || another !== undefined ? {} : { [field]: externalId };
}

async function checkedValues(
  definition: RecordDefinition,
  context: Context,
  winner: AnyRecord,
  values: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const fields = values.custom ? (await readCustomFields(context, definition.type.name)).items : [];
  const complete = withCustomValues(fields, values, winner, '/values');
  await checkReferences(definition, context, complete, winner, '/values', fields);
  return complete;
}

async function customFields(context: Context) {
  const names = Object.values<RecordType>(recordTypes as never).map(({ name }) => name);
  const all = await Promise.all(names.map((name) => readCustomFields(context, name)));
  return Object.fromEntries(names.map((name, index) => [name, all[index]?.items ?? []]));
}

/** Throws if the job of an earlier merge of one of the records, or of its undo, hasn't ended. */
export async function refuseRunning(
  context: Context,
  definition: RecordDefinition,
  records: readonly AnyRecord[],
): Promise<void> {
  const keys = records.map(({ id }) => mergeKey(keyOf(definition, context.orgId, id)));
  const items = await getItems<{ jobId: string }>(context, keys);
  const jobIds = new Set(items.flatMap((item) => (item ? [item.jobId] : [])));
  const jobs = await Promise.all(
    [...jobIds].map((jobId): Promise<JobItem | undefined> =>
      readJob(context, context.orgId, jobId, context.now),
    ),
  );
  if (jobs.some((job) => job && isUnfinished(job))) throw new ProblemError('conflict', 'merge_running');
}

/**
 * The actions by which later merges find out that a job works on the records. Two of them can't miss each other, because
 * each writes a new version of the records.
 */
export const takingPart = (
  definition: RecordDefinition,
  context: Context,
  records: readonly AnyRecord[],
  jobId: string,
): Action[] =>
  records.map(({ id }) => ({
    put: {
      Item: {
        ...mergeKey(keyOf(definition, context.orgId, id)),
        kind: 'merge',
        jobId,
        expiresAt: epochSeconds(context.now) + limits.jobDays * 86_400,
      },
    },
  }));
