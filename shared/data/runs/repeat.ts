import { isBeingDeleted } from '../organization/deletion.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { Overtaken } from '../store/overtaken.ts';
import { sleep } from '../store/retry.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { beatMs } from './beat.ts';
import { isAlive } from './check-run.ts';
import type { RunPlace } from './run-kinds.ts';

/** What is stored about work that a function does in one run. */
interface RunState {
  id: string;
  version: number;
  /** How often it has begun. Each run writes an object of its own. */
  runs: number;
  aliveAt?: string | undefined;
  createdBy: string;
  apiKeyId?: string | undefined;
  updatedAt: string;
}

/** Work that is repeated from the beginning until a run has ended it, such as an export. */
export interface RepeatedWork<Stored extends RunState> {
  orgId: string;
  read: (now: string) => Promise<Stored | undefined>;
  isUnfinished: (stored: Stored) => boolean;
  /** Whether it goes on while the organization is being deleted. Other work waits for a restore. */
  isAlsoOfClosed: (stored: Stored) => boolean;
  /** How often it begins before it fails. */
  runsMax: number;
  /** The changes with which a run begins. */
  start: Partial<Stored>;
  /** The changes after too many runs. */
  interrupted: Partial<Stored>;
  /** The actions that store the next version. */
  actions: (place: RunPlace, before: Stored, after: Stored, action: 'started' | 'ended') => Action[];
  /** Does the work. Returns the changes with which it ends; undefined if the organization is being deleted. */
  work: (place: RunPlace, begun: Stored) => Promise<Partial<Stored> | undefined>;
  /** Removes the objects of the first runs. */
  removeObjects: (id: string, runs: number) => Promise<void>;
  /** What the log says about a failed run. */
  failureOf: (id: string) => { message: string } & Record<string, string>;
}

/** How long a message waits for the run of another one, which has a message of its own. */
const waitMs = 60_000;
/** Pauses after failed runs. What makes one fail, such as a table that is overloaded, often lasts longer than a moment. */
const pauseMs = 20_000;
/**
 * After this long, a failed run leaves the next one to a check. With the pause, it is as long as a run can wait for another
 * one before it begins, because the rest of the function's time is for one long run.
 */
const repeatMs = waitMs - pauseMs;

/**
 * Runs work until it has ended. Every run has its own version and its own object, so a run that another one, or a
 * deletion, has overtaken changes nothing. A repeated message waits for the run of the first one, and then finds another
 * state and does nothing. While the organization is being deleted, most work waits; after a restore, checks continue it.
 */
export async function runUntilEnded<Stored extends RunState>(
  session: Session,
  work: RepeatedWork<Stored>,
): Promise<void> {
  const { orgId } = work;
  const begunAt = Date.now();
  let own: RunState | undefined;
  for (;;) {
    const now = new Date().toISOString();
    const stored = await work.read(now);
    if (!stored || !work.isUnfinished(stored)) return;
    const isOwn = stored.id === own?.id && stored.version === own.version;
    if (!isOwn && isAlive(stored, now)) {
      if (Date.now() > begunAt + waitMs) return;
      await sleep(beatMs);
      continue;
    }
    if (!work.isAlsoOfClosed(stored) && (await isBeingDeleted(session, orgId))) return;
    const actor = { userId: stored.createdBy, ...(stored.apiKeyId ? { apiKeyId: stored.apiKeyId } : {}) };
    const place = { ...session, requestId: stored.id, now, actor, via: 'job', orgId } as const;
    if (stored.runs >= work.runsMax) return end(place, work, stored, work.interrupted);
    const begun = await begin(place, work, stored);
    if (!begun || (await isEnded(place, work, begun))) return;
    if (Date.now() > begunAt + repeatMs) return;
    await sleep(pauseMs);
    own = begun;
  }
}

const next = <Stored extends RunState>(before: Stored, changes: Partial<Stored>, now: string): Stored => ({
  ...before,
  ...changes,
  version: before.version + 1,
  updatedAt: now,
});

/** Begins a run. Undefined if another one has begun, or if the work was deleted. */
async function begin<Stored extends RunState>(
  place: RunPlace,
  { actions, start }: RepeatedWork<Stored>,
  stored: Stored,
): Promise<Stored | undefined> {
  const { now } = place;
  const begun = { ...next(stored, start, now), runs: stored.runs + 1, aliveAt: now };
  try {
    await transact(place, actions(place, stored, begun, 'started'));
    return begun;
  } catch (error) {
    if (error instanceof Overtaken) return undefined;
    throw error;
  }
}

const end = <Stored extends RunState>(
  place: RunPlace,
  { actions }: RepeatedWork<Stored>,
  before: Stored,
  result: Partial<Stored>,
): Promise<void> =>
  transact(place, actions(place, before, next(before, result, new Date().toISOString()), 'ended'));

/** Whether a run needs no other one, because it has ended the work or was overtaken. */
async function isEnded<Stored extends RunState>(
  place: RunPlace,
  work: RepeatedWork<Stored>,
  begun: Stored,
): Promise<boolean> {
  try {
    await runOnce(place, work, begun);
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return true;
    const { orgId, failureOf } = work;
    writeLog({ level: 'error', ...failureOf(begun.id), orgId, error: errorNameOf(error) });
    return false;
  }
}

async function runOnce<Stored extends RunState>(
  place: RunPlace,
  work: RepeatedWork<Stored>,
  begun: Stored,
): Promise<void> {
  await work.removeObjects(begun.id, begun.runs - 1);
  const result = await work.work(place, begun);
  if (!result) return;
  try {
    await end(place, work, begun, result);
  } catch (error) {
    if (error instanceof Overtaken) await work.removeObjects(begun.id, begun.runs);
    throw error;
  }
}
