import type { JobResult } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Permission } from '#contract/permission.ts';
import { ifEquals, under } from '../store/condition.ts';
import type { Context } from '../organization/context.ts';
import { chunkKey, chunkPrefix, resultKey } from '../store/keys.ts';
import { listAttributes, type ListItem } from '../lists/list-record.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { isVisible, reachOf } from '../records/read.ts';
import { isGone, recordFrom } from '../records/stored.ts';
import { actionsOf, type Write } from '../records/write.ts';
import { getItems, isTemporary, query } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { Overtaken, type JobItem, type JobPlan } from './job.ts';
import { kindOf, needsOf } from './kinds.ts';
import { selectionCheck, type IsSelected } from './selected-rows.ts';
import type { Chunk } from './start.ts';

/** Maximum number of records in one transaction. It is small, so that other writes rarely conflict with the job. */
const rowsTogether = 2;
/** Maximum number of attempts for a record that other requests change at the same time. */
const attemptsMax = 5;

/** What a step needs to process records, and its result. */
export interface Work {
  readonly context: Context;
  readonly plan: JobPlan;
  /** The job before the step. The step replaces it with the updated job. */
  item: JobItem;
  /** The chunk of frozen ids that was read last, if any. */
  chunk: StoredChunk | undefined;
  /** Kept for all steps of a run, because making it reads more than a step. */
  isSelected: IsSelected | undefined;
}

type StoredChunk = Chunk & { from: number };

interface Outcome {
  writes: Write[];
  failures: JobResult[];
}

/**
 * Processes the next few records. The job's progress is updated in the same transaction, conditional on its previous
 * value, so that each record is written and counted only once, even if a step is repeated or runs concurrently.
 */
export async function nextRows(work: Work): Promise<void> {
  const chunk = await chunkAt(work);
  const start = work.item.done + work.item.failed - chunk.from;
  const ids = chunk.ids.slice(start, start + rowsTogether);
  const definition = definitionOf(chunk.type);
  if (!definition || ids.length === 0) throw new Error(`job ${work.plan.id} has lost its rows`);
  try {
    await attemptRows(work, definition, await readRows(work, definition, ids));
  } catch (error) {
    if (!isOfRow(error)) throw error;
    for (const id of ids) await doRow(work, definition, id);
  }
}

async function chunkAt(work: Work): Promise<StoredChunk> {
  const position = work.item.done + work.item.failed;
  const { chunk } = work;
  if (chunk && position >= chunk.from && position < chunk.from + chunk.ids.length) return chunk;
  const last = chunkKey(work.context.orgId, work.plan.id, position);
  const { items } = await query<StoredChunk>(work.context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': last.pk, ':first': chunkPrefix, ':last': last.sk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: 1,
  });
  const [found] = items;
  if (!found) throw new Error(`job ${work.plan.id} has lost its ids`);
  work.chunk = found;
  return found;
}

/**
 * Processes one record on its own, after an attempt together with other records has failed. An error that is attributed
 * to the record becomes its result.
 */
async function doRow(work: Work, definition: RecordDefinition, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = await readRows(work, definition, [id]);
    try {
      await attemptRows(work, definition, rows);
      return;
    } catch (error) {
      if (!isOfRow(error)) throw error;
      const isStale = error instanceof ProblemError && error.code === 'precondition_failed';
      if (isStale && attempt < attemptsMax) continue;
      const failures = rows.map((row) => failureOf(definition, row, error));
      await settle(work, definition, { writes: [], failures });
      return;
    }
  }
}

/** Whether to attribute an error to the record: it is not temporary, and the job was not advanced or ended. */
const isOfRow = (error: unknown): boolean => !(error instanceof Overtaken) && !isTemporary(error);

/** A frozen id and its record, if the record still exists and the job can access it. */
interface Row {
  id: string;
  record: AnyRecord | undefined;
  /** Whether the record still matches the job's selection. */
  isSelected: boolean;
}

async function readRows(work: Work, definition: RecordDefinition, ids: readonly string[]): Promise<Row[]> {
  const { context, plan } = work;
  const needs = needsOf(plan);
  const reach = reachOf(
    context,
    context.scopeFor(`${definition.type.name}:${needs ?? 'update'}` as Permission),
  );
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<ListItem>(context, keys, listAttributes(definition));
  // Changes that are already in force apply to all records.
  const isSelected = needs
    ? (work.isSelected ??= await selectionCheck(context, plan, definition))
    : () => true;
  return ids.map((id, index) => {
    const item = items[index];
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now) || !isVisible(record, reach))
      return { id, record: undefined, isSelected: false };
    return { id, record, isSelected: isSelected(item) };
  });
}

async function attemptRows(work: Work, definition: RecordDefinition, rows: readonly Row[]): Promise<void> {
  const { context, plan } = work;
  const { check, within } = kindOf(plan.kind);
  await check?.(definition, context, plan.params as never);
  const records = rows.flatMap(({ record, isSelected }) => (record && isSelected ? record : []));
  const { follow } = kindOf(plan.kind);
  for (const record of records) await follow?.(definition, context, record);
  const outcome = await outcomeOf(work, definition, rows);
  const writing = within ? await within(definition, context, outcome.writes) : definition;
  await settle(work, writing, outcome);
}

async function outcomeOf(
  { plan, context }: Work,
  definition: RecordDefinition,
  rows: readonly Row[],
): Promise<Outcome> {
  const { write } = kindOf(plan.kind);
  const outcome: Outcome = { writes: [], failures: [] };
  for (const row of rows) {
    try {
      if (!row.record) throw new ProblemError('not_found');
      if (!row.isSelected) throw fieldProblem('', 'not_selected');
      outcome.writes.push(await write(definition, context, row.record, plan.params as never));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      outcome.failures.push(failureOf(definition, row, error));
    }
  }
  return outcome;
}

function failureOf(definition: RecordDefinition, { id, record }: Row, error: unknown): JobResult {
  const code =
    error instanceof ProblemError ? (error.errors?.[0]?.code ?? error.code) : ('internal' as const);
  const title = record && String(record[definition.type.title] ?? '');
  return { recordType: definition.type.name, recordId: id, ...(title ? { title } : {}), code };
}

/** Writes the records and the failures, and counts them in the job's progress. */
async function settle(work: Work, definition: RecordDefinition, outcome: Outcome): Promise<void> {
  const { context, item, plan } = work;
  const { writes, failures } = outcome;
  const changed = writes.filter(({ actions }) => actions.length > 0);
  const next = after(item, writes.length, failures.length, context.now);
  const actions: Action[] = [
    progressAction(item, next),
    ...failures.map((failure) => resultAction(context.orgId, plan.id, item.expiresAt, failure)),
    ...(changed.length > 0 ? actionsOf(definition, context, changed) : []),
  ];
  if (actions.length > limits.transactionActions) throw new TooMany();
  await transact(context, actions);
  work.item = { ...item, ...next };
}

/** Thrown if the records don't fit into one transaction. They are then processed one by one. */
class TooMany extends Error {}

type Next = Pick<JobItem, 'state' | 'done' | 'failed' | 'finishedAt'>;

function after(item: JobItem, done: number, failed: number, now: string): Next {
  const next = { done: item.done + done, failed: item.failed + failed };
  return next.done + next.failed < item.total
    ? { state: 'running', ...next }
    : { state: 'done', ...next, finishedAt: now };
}

function progressAction({ pk, sk, done, failed }: JobItem, next: Next): Action {
  const finished = next.finishedAt === undefined ? '' : ', finishedAt = :now';
  return {
    update: under(ifEquals({ state: 'running', done, failed }), {
      Key: { pk, sk },
      UpdateExpression: `SET #state = :state, done = :done, failed = :failed${finished}`,
      ExpressionAttributeValues: {
        ':state': next.state,
        ':done': next.done,
        ':failed': next.failed,
        ...(next.finishedAt === undefined ? {} : { ':now': next.finishedAt }),
      },
    }),
    refuse: () => new Overtaken(),
  };
}

function resultAction(orgId: string, jobId: string, expiresAt: number, result: JobResult): Action {
  const key = resultKey(orgId, jobId, result.recordType, result.recordId);
  return { put: { Item: { ...key, kind: 'job-result', ...result, expiresAt } } };
}
