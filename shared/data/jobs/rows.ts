import type { JobResult } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { Permission } from '#contract/permission.ts';
import { ifEquals, under } from '../store/condition.ts';
import { ChartMoved } from '../organization/chart.ts';
import type { Context } from '../organization/context.ts';
import { resultKey } from '../store/run-keys.ts';
import { listAttributes, type ListItem } from '../lists/list-record.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { isVisible, reachOf } from '../records/read.ts';
import { isGone, recordFrom } from '../records/stored.ts';
import { actionsOf, type Write } from '../records/write.ts';
import { readPlanned } from '../imports/imported.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItems, isTemporary } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { readChunkAt } from './chunk.ts';
import { Overtaken, updateOf, type JobParams, type JobPlan } from './job.ts';
import { rowsPerTurn } from './job-rate.ts';
import { kindOf, needsOf } from './kinds.ts';
import { importCountsAfter, type ImportCounts } from './import-counts.ts';
import { isLaneDone, positionOf, type Lane } from './lanes.ts';
import { selectionCheck, type IsSelected } from './selected-rows.ts';

/**
 * The maximum number of records that a step processes together. Most changes of a record need two or three actions, so
 * this many fit into a transaction.
 */
export const rowsMax = 32;
/**
 * Attempts for a transaction with several records. It is repeated only once, because a smaller transaction conflicts
 * with fewer writes.
 */
const attemptsTogether = 2;
/** Maximum number of attempts for a record that other requests change at the same time. */
const attemptsMax = 5;

/** Maximum number of attempts for a transaction that requires an unchanged organization chart. */
const chartAttemptsMax = 10;

/** What a step needs to process records, and its result. */
export interface Work {
  readonly context: Context;
  readonly plan: JobPlan;
  /** The lane before the step. The step replaces it with the updated lane. */
  lane: Lane;
  /** Whether a record that can't be written can be left to the next pass of a scheduled change. */
  canPostpone: boolean;
  /** The chunk of frozen ids that was read last, if any. */
  chunk: StoredChunk | undefined;
  /** The rows of the chunk's part of an import's plan, by the id of their record. */
  planned: ReadonlyMap<string, PlannedRow> | undefined;
  /** Kept for all steps of a run, because making it reads more than a step. */
  isSelected: IsSelected | undefined;
  /** The number of records for the next step, which adapts to conflicts with other writes. */
  rows: number;
}

type StoredChunk = NonNullable<Awaited<ReturnType<typeof readChunkAt>>>;

interface Outcome {
  writes: Write[];
  failures: JobResult[];
  postponed?: number;
}

/**
 * Processes the next few records, at most `work.rows`. The lane's progress is updated in the same transaction,
 * conditional on its previous value, so that each record is written and counted only once, even if a step is repeated or
 * runs concurrently.
 */
export async function nextRows(work: Work): Promise<void> {
  const chunk = await chunkAt(work);
  const start = positionOf(work.lane) - chunk.from;
  const ids = chunk.ids.slice(start, start + work.rows);
  const definition = definitionOf(chunk.type);
  if (!definition || ids.length === 0) throw new Error(`job ${work.plan.id} has lost its rows`);
  try {
    await attemptRows(work, definition, await readRows(work, definition, ids));
    work.rows = Math.min(rowsMax, work.rows + 2);
  } catch (error) {
    if (isBusy(error) && ids.length > 1) {
      work.rows = Math.floor(ids.length / 2);
      return;
    }
    if (!isOfRow(error)) throw error;
    for (const id of ids) await doRow(work, definition, id);
  }
}

/** Whether other writes or the table's capacity stopped a transaction, which then has written nothing. */
const isBusy = (error: unknown): boolean => error instanceof ProblemError && error.code === 'unavailable';

async function chunkAt(work: Work): Promise<StoredChunk> {
  const position = positionOf(work.lane);
  const { chunk } = work;
  if (chunk && position >= chunk.from && position < chunk.from + chunk.ids.length) return chunk;
  const found = await readChunkAt(work.context, work.plan.id, work.lane.number, position);
  if (!found) throw new Error(`job ${work.plan.id} has lost its ids`);
  work.planned = await plannedFor(work, found);
  work.chunk = found;
  return found;
}

async function plannedFor(
  { context, plan, lane }: Work,
  { type, planPart, ids, from }: StoredChunk,
): Promise<ReadonlyMap<string, PlannedRow> | undefined> {
  const definition = definitionOf(type);
  if (planPart === undefined || !definition) return undefined;
  const { importId } = plan.params as JobParams['import'];
  // A run gets no further than this, and the next one reads the chunk again.
  const start = positionOf(lane) - from;
  return readPlanned(context, definition, { importId, planPart, ids: ids.slice(start, start + rowsPerTurn) });
}

/**
 * Processes one record on its own, after an attempt together with other records has failed. An error that is attributed
 * to the record becomes its result, unless the next pass of a scheduled change will find the record again.
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
      const failures = work.canPostpone
        ? []
        : rows.map((row) => failureOf(work.plan, definition, row, error));
      await take(
        work,
        stepOf(work, definition, { writes: [], failures, postponed: work.canPostpone ? 1 : 0 }),
      );
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
  planned: PlannedRow | undefined;
}

async function readRows(work: Work, definition: RecordDefinition, ids: readonly string[]): Promise<Row[]> {
  const { context, plan } = work;
  const needs = needsOf(plan);
  const reach = reachOf(
    context,
    context.scopeFor(`${definition.type.name}:${needs === 'delete' ? needs : 'update'}` as Permission),
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
    if (!record || isGone(record, context.now) || !isVisible(record, reach))
      return { id, record: undefined, isSelected: false, planned };
    return { id, record, isSelected: isSelected(item), planned };
  });
}

async function attemptRows(work: Work, definition: RecordDefinition, rows: readonly Row[]): Promise<void> {
  const { context, plan } = work;
  const { check, follow } = kindOf(plan.kind);
  await check?.(definition, context, plan.params as never);
  for (const { record, isSelected } of rows)
    if (record && isSelected) await follow?.(definition, context, record);
  let attempt = 1;
  for (let fitting = rows; ;) {
    const step = await stepFor(work, definition, fitting);
    if (step.actions.length <= limits.transactionActions) {
      if (!(await takeWithChart(work, step, { attempt, isAlone: fitting.length === 1 }))) {
        attempt += 1;
        continue;
      }
      if (fitting.length < rows.length) work.rows = fitting.length;
      return;
    }
    if (fitting.length === 1) throw new Error('a record needs more actions than a transaction can have');
    const most = Math.floor((fitting.length * limits.transactionActions) / step.actions.length);
    fitting = fitting.slice(0, Math.max(1, most));
  }
}

/** The step that processes these records. */
async function stepFor(work: Work, definition: RecordDefinition, rows: readonly Row[]): Promise<Step> {
  const { context, plan } = work;
  const { within } = kindOf(plan.kind);
  const outcome = await outcomeOf(work, definition, rows);
  const writing = within ? await within(definition, context, outcome.writes) : definition;
  return stepOf(work, writing, outcome);
}

async function outcomeOf(
  { plan, context }: Work,
  definition: RecordDefinition,
  rows: readonly Row[],
): Promise<Outcome> {
  const outcome: Outcome = { writes: [], failures: [] };
  const how = kindOf(plan.kind);
  if ('prefetch' in how) {
    const planned = rows.flatMap((row) => row.planned ?? []);
    await how.prefetch(definition, context, planned, plan.params as never);
  }
  for (const row of rows) {
    try {
      outcome.writes.push(await writeOf(plan, definition, context, row));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      outcome.failures.push(failureOf(plan, definition, row, error));
    }
  }
  return outcome;
}

async function writeOf(
  { kind, params }: JobPlan,
  definition: RecordDefinition,
  context: Context,
  { record, isSelected, planned }: Row,
): Promise<Write> {
  const how = kindOf(kind);
  if ('writePlanned' in how) {
    if (!planned) throw new Error('an import has lost its plan');
    return how.writePlanned(definition, context, planned, record, params as never);
  }
  if (!record) throw new ProblemError('not_found');
  if (!isSelected) throw fieldProblem('', 'not_selected');
  return how.write(definition, context, record, params as never);
}

/** The job of a merge also changes records that its creator can't read, whose titles are left out. */
function failureOf(
  { kind }: JobPlan,
  definition: RecordDefinition,
  { id, record, planned }: Row,
  error: unknown,
): JobResult {
  const code =
    error instanceof ProblemError ? (error.errors?.[0]?.code ?? error.code) : ('internal' as const);
  const isHidden = kind === 'merge' || kind === 'unmerge';
  const title = record && !isHidden && String(record[definition.type.title] ?? '');
  return {
    recordType: definition.type.name,
    recordId: id,
    ...(title ? { title } : {}),
    ...(planned ? { row: planned.number } : {}),
    code,
  };
}

/** The actions of one transaction, and the progress of the lane after it. */
interface Step {
  actions: Action[];
  next: Next;
}

type Next = Pick<Lane, 'state' | 'done' | 'failed' | 'postponed'> & ImportCounts;

/** Writes the records and the failures, and counts them in the lane's progress. */
function stepOf({ context, lane, plan }: Work, definition: RecordDefinition, outcome: Outcome): Step {
  const { writes, failures } = outcome;
  const changed = writes.filter(({ actions }) => actions.length > 0);
  const isOfRows = definition.type.name === plan.recordTypes[0];
  const counts = plan.kind === 'import' ? importCountsAfter(lane, outcome, isOfRows) : {};
  const next = after(lane, outcome, counts);
  const actions: Action[] = [
    progressAction(lane, next, context.now),
    ...failures.map((failure) => resultAction(context.orgId, plan.id, lane.expiresAt, failure)),
    ...(changed.length > 0 ? actionsOf(definition, context, changed) : []),
  ];
  return { actions, next };
}

/**
 * Takes a step. Returns false after a pause if the organization chart changed, which every lane that restores employees
 * does, so that the step must be prepared again. Throws `unavailable` after the last attempt.
 */
async function takeWithChart(
  work: Work,
  step: Step,
  { attempt, isAlone }: { attempt: number; isAlone: boolean },
): Promise<boolean> {
  try {
    await take(work, step, isAlone ? undefined : attemptsTogether);
    return true;
  } catch (error) {
    if (!(error instanceof ChartMoved)) throw error;
    if (attempt === chartAttemptsMax) throw new ProblemError('unavailable');
    await sleep(retryDelayMs(attempt));
    return false;
  }
}

async function take(work: Work, { actions, next }: Step, attempts?: number): Promise<void> {
  await transact(work.context, actions, attempts);
  work.lane = { ...work.lane, ...next };
}

/** A job without lanes is done after its last record. A lane stays in its state, because it can get more ids. */
function after(lane: Lane, { writes, failures, postponed = 0 }: Outcome, ofImport: ImportCounts): Next {
  const counts = {
    done: lane.done + writes.length,
    failed: lane.failed + failures.length,
    ...(lane.postponed === undefined ? {} : { postponed: lane.postponed + postponed }),
    ...ofImport,
  };
  const isDone = lane.number === undefined && isLaneDone({ ...lane, ...counts });
  return { ...counts, state: isDone ? 'done' : 'running' };
}

function progressAction(lane: Lane, next: Next, now: string): Action {
  const { done, failed, postponed } = lane;
  const before = { state: 'running', done, failed, ...(postponed === undefined ? {} : { postponed }) };
  return {
    update: under(
      ifEquals(before),
      updateOf(lane, { ...next, ...(next.state === 'done' ? { finishedAt: now } : {}) }),
    ),
    refuse: () => new Overtaken(),
  };
}

function resultAction(orgId: string, jobId: string, expiresAt: number, result: JobResult): Action {
  const key = resultKey(orgId, jobId, result.recordType, result.recordId);
  return { put: { Item: { ...key, kind: 'job-result', ...result, expiresAt } } };
}
