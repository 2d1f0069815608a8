import type { JobResult } from '#contract/job.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { ifEquals, under } from '../store/condition.ts';
import { ChartMoved } from '../organization/chart.ts';
import { resultKey } from '../store/run-keys.ts';
import { TallyConflict } from '../entries/activity.ts';
import { entryAt } from '../imports/entry-address.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { readPlanned } from '../imports/imported.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { isTemporary } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import { readChunkAt } from './chunk.ts';
import { Overtaken, updateOf, type JobParams } from './job.ts';
import { entryRowsOf } from './entry-rows.ts';
import { importCountsAfter, type ImportCounts } from './import-counts.ts';
import { isLaneDone, positionOf, type Lane } from './lanes.ts';
import { recordRows } from './record-rows.ts';
import type { Row, RowSubject, RowWrite, StoredChunk, Work } from './row-subject.ts';

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

/** Maximum number of attempts for a transaction that requires an unchanged organization chart or unchanged sums. */
const movedAttemptsMax = 10;

interface Outcome {
  writes: RowWrite[];
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
  const position = positionOf(work.lane);
  const last = Math.min(position + work.rows, work.end);
  const ids = chunk.ids.slice(position - chunk.from, last - chunk.from);
  const subject = subjectOf(chunk);
  if (!subject || ids.length === 0) throw new Error(`job ${work.plan.id} has lost its rows`);
  try {
    await attemptRows(work, subject, await subject.read(work, ids));
    work.rows = Math.min(rowsMax, work.rows + 2);
  } catch (error) {
    if (isBusy(error) && ids.length > 1) {
      work.rows = Math.floor(ids.length / 2);
      return;
    }
    if (!isOfRow(error)) throw error;
    for (const id of ids) await doRow(work, subject, id);
  }
}

/** The definition of the records of a chunk. Entries have addresses, but for those without a record. */
const recordsIn = ({ type, ids }: StoredChunk): RecordDefinition | undefined =>
  ids.some((id) => entryAt(id).parent) ? undefined : definitionOf(type);

function subjectOf(chunk: StoredChunk): RowSubject | undefined {
  const definition = recordsIn(chunk);
  return definition ? recordRows(definition) : entryRowsOf(chunk.type);
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
  { context, plan, lane, end }: Work,
  found: StoredChunk,
): Promise<ReadonlyMap<string, PlannedRow> | undefined> {
  const { planPart, ids, from } = found;
  if (planPart === undefined) return undefined;
  const { importId } = plan.params as JobParams['import'];
  // A run gets no further than its end, and the next one reads the chunk again.
  return readPlanned(context, recordsIn(found), {
    importId,
    planPart,
    ids: ids.slice(positionOf(lane) - from, end - from),
  });
}

/**
 * Processes one record on its own, after an attempt together with other records has failed. An error that is attributed
 * to the record becomes its result, unless the next pass of a scheduled change will find the record again.
 */
async function doRow(work: Work, subject: RowSubject, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = await subject.read(work, [id]);
    try {
      await attemptRows(work, subject, rows);
      return;
    } catch (error) {
      if (!isOfRow(error)) throw error;
      const isStale = error instanceof ProblemError && error.code === 'precondition_failed';
      if (isStale && attempt < attemptsMax) continue;
      const failures = work.canPostpone ? [] : rows.map((row) => failureOf(subject, row, error));
      await take(
        work,
        stepOf(work, subject, { writes: [], failures, postponed: work.canPostpone ? 1 : 0 }, []),
      );
      return;
    }
  }
}

/** Whether to attribute an error to the record: it is not temporary, and the job was not advanced or ended. */
const isOfRow = (error: unknown): boolean => !(error instanceof Overtaken) && !isTemporary(error);

async function attemptRows(work: Work, subject: RowSubject, rows: readonly Row[]): Promise<void> {
  await subject.check?.(work);
  for (const { follow } of rows) await follow?.();
  let attempt = 1;
  for (let fitting = rows; ;) {
    const step = await stepFor(work, subject, fitting);
    if (step.actions.length <= limits.transactionActions) {
      if (!(await takeUnlessMoved(work, step, { attempt, isAlone: fitting.length === 1 }))) {
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

/** The step that processes these rows. */
async function stepFor(work: Work, subject: RowSubject, rows: readonly Row[]): Promise<Step> {
  const outcome: Outcome = { writes: [], failures: [] };
  await subject.prefetch?.(work, rows);
  for (const row of rows) {
    try {
      outcome.writes.push(await row.write());
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      outcome.failures.push(failureOf(subject, row, error));
    }
  }
  const { writes } = outcome;
  const changed = writes.filter(({ actions }) => actions.length > 0);
  return stepOf(work, subject, outcome, await subject.actionsOf(work, changed, writes));
}

function failureOf({ type }: RowSubject, { id, title, planned }: Row, error: unknown): JobResult {
  const code =
    error instanceof ProblemError ? (error.errors?.[0]?.code ?? error.code) : ('internal' as const);
  return {
    recordType: type,
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

/** Writes the rows and the failures, and counts them in the lane's progress. */
function stepOf(
  { context, lane, plan }: Work,
  { type }: RowSubject,
  outcome: Outcome,
  writing: readonly Action[],
): Step {
  const { failures } = outcome;
  const isOfRows = type === plan.recordTypes[0];
  const counts = plan.kind === 'import' ? importCountsAfter(lane, outcome, isOfRows) : {};
  const next = after(lane, outcome, counts);
  const actions: Action[] = [
    progressAction(lane, next, context.now),
    ...failures.map((failure) => resultAction(context.orgId, plan.id, lane.expiresAt, failure)),
    ...writing,
  ];
  return { actions, next };
}

/**
 * Takes a step. Returns false after a pause if what the step depends on has changed, so that it must be prepared again: the
 * organization chart, which every lane that restores employees changes, or the sums of activities of a record. Throws
 * `unavailable` after the last attempt.
 */
async function takeUnlessMoved(
  work: Work,
  step: Step,
  { attempt, isAlone }: { attempt: number; isAlone: boolean },
): Promise<boolean> {
  try {
    await take(work, step, isAlone ? undefined : attemptsTogether);
    return true;
  } catch (error) {
    if (!(error instanceof ChartMoved || error instanceof TallyConflict)) throw error;
    if (attempt === movedAttemptsMax) throw new ProblemError('unavailable');
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
