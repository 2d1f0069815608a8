import { ProblemError } from '#contract/problem.ts';
import { sendWork, workMessages } from '../outbox/work-messages.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Session } from '../store/units.ts';
import { readStoredSettings } from '../organization/settings.ts';
import { presentContext } from '../organization/rights.ts';
import { isTemporary } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import { readChain, readEarlier } from './chain.ts';
import { checkRows } from './check.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { importRuns, nextImport, readImport, withoutStart, type StoredImport } from './import-runs.ts';
import { readFile } from './read-file.ts';
import type { Context } from '../organization/context.ts';

/** A message about an import whose file is to be read, or whose rows are to be checked. */
export interface ImportMessage {
  orgId: string;
  importId: string;
}

/**
 * Does what the state of an import asks for. A repeated message finds another state and does nothing. The work has no
 * effect if the import was changed in the meantime.
 *
 * Work that fails in a way that repeating doesn't change ends in a state from which its user can go on. So does the last
 * attempt, which doesn't try again: earlier ones can have ended without an error, such as for lack of time.
 *
 * Returns whether there was something to do.
 */
export async function advanceImport(
  session: Session,
  { orgId, importId }: ImportMessage,
  isLastAttempt = false,
): Promise<boolean> {
  const now = new Date().toISOString();
  const stored = await readImport(session, orgId, importId, now);
  if (!stored || (stored.state !== 'reading' && stored.state !== 'checking')) return false;
  const earlier = stored.state === 'checking' ? await readEarlier(session, orgId, stored, now) : [];
  // `queueNext` continues.
  if (earlier.some(({ state }) => state === 'checking')) return false;
  const actor = { userId: stored.createdBy, ...(stored.apiKeyId ? { apiKeyId: stored.apiKeyId } : {}) };
  const base: UserContext = { ...session, requestId: importId, now, actor, via: 'job' };
  // A deletion of the organization doesn't end this work, which changes nothing but the import.
  const context = await presentContext(base, orgId, stored.memberSince, readStoredSettings);
  const work = stored.state === 'reading' ? readOnce : checkOnce;
  let failure: unknown;
  const attempt = async (): Promise<Result> => {
    if (isLastAttempt) throw new Error('an import failed too often');
    if (earlier.some(({ state }) => state !== 'checked' && state !== 'started'))
      return endedWith(stored, 'earlier_unchecked');
    return context ? work(context, stored) : endedWith(stored, 'creator_gone');
  };
  const after = await attempt().catch((error: unknown) => {
    if (isTemporary(error) && !isLastAttempt) throw error;
    failure = error;
    return endedWith(stored, 'failed');
  });
  const ended = { ...base, orgId, now: new Date().toISOString() };
  const action =
    stored.state === 'checking' ? 'checked' : after.state === 'checking' ? 'checkRequested' : 'read';
  const next = nextImport(ended, goesOn(after) ? stored : withoutStart(stored), after);
  await transact(ended, importRuns.write(ended, stored, next, action)).catch((error: unknown) => {
    // The import was changed or deleted in the meantime.
    if (!(error instanceof ProblemError) || error.code !== 'precondition_failed') throw error;
  });
  if (failure !== undefined) throw failure as Error;
  return true;
}

/** Queues the check of the next import of a chain, if it waits for the end of this one's. */
export async function queueNext(session: Session, { orgId, importId }: ImportMessage): Promise<void> {
  const now = new Date().toISOString();
  const stored = await readImport(session, orgId, importId, now);
  if (!stored || stored.state === 'reading' || stored.state === 'checking') return;
  const { ids } = await readChain(session, orgId, stored);
  const next = ids[ids.indexOf(importId) + 1];
  const following = next === undefined ? undefined : await readImport(session, orgId, next, now);
  if (following?.state === 'checking') await sendWork(workMessages.import(orgId, following.id));
}

/** The state after reading or checking that came to nothing. Both can be requested again. */
const endedWith = (
  { state }: StoredImport,
  code: 'creator_gone' | 'earlier_unchecked' | 'failed',
): Result => ({
  state: state === 'reading' ? 'unreadable' : 'ready',
  problem: { code },
});

/** Whether an import that starts by itself still does. */
const goesOn = ({ state, file, problem }: Result): boolean => {
  const { creates = 0, updates = 0 } = file?.check ?? {};
  return !problem && (state === 'checking' || (state === 'checked' && creates + updates > 0));
};

type Result = Partial<Pick<StoredImport, 'state' | 'file' | 'problem' | 'evidence'>>;

async function readOnce(context: Context, stored: StoredImport): Promise<Result> {
  try {
    const read = await readFile(context, stored);
    if (stored.start && read.file.undecided)
      return { state: 'ready', ...read, problem: { code: 'undecided_columns' } };
    return { state: stored.start ? 'checking' : 'ready', ...read };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const { reason, row, shape = {} } = error;
    const file = { ...stored.file, ...shape };
    return { state: 'unreadable', file, problem: { code: reason, ...(row === undefined ? {} : { row }) } };
  }
}

async function checkOnce(context: Context, stored: StoredImport): Promise<Result> {
  const check = await checkRows(context, stored);
  const isRefused = stored.start === true && check.refusals > (stored.refusalsMax ?? 0);
  return {
    state: 'checked',
    file: { ...stored.file, check },
    ...(isRefused ? { problem: { code: 'rows_refused' } } : {}),
  };
}
