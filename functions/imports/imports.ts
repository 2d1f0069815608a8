import type { Import, ImportState } from '#contract/import.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { findObject } from '#data/files/object-store.ts';
import { shownImport, shownImports, shownIn } from '#data/imports/chain.ts';
import { checkActions, removalActions } from '#data/imports/chain-changes.ts';
import { readProgress } from '#data/imports/check-progress.ts';
import {
  importRuns,
  listImports,
  loadImport,
  nextImport,
  withoutStart,
  type StoredImport,
} from '#data/imports/import-runs.ts';
import { importFileKey } from '#data/imports/import-objects.ts';
import { isUnfinished, readJob } from '#data/jobs/job.ts';
import { startChain } from '#data/jobs/start-chain.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

interface One {
  id: string;
}

export async function list(context: Context): Promise<{ items: Import[] }> {
  return { items: await shownImports(context, await listImports(context)) };
}

export async function get(context: Context, { id }: One): Promise<Import> {
  const stored = await loadImport(context, id);
  const checkedRows = stored.state === 'checking' ? await readProgress(context, stored) : undefined;
  return { ...(await shownImport(context, stored)), ...(checkedRows === undefined ? {} : { checkedRows }) };
}

/** Queues the reading of the uploaded file. A file that replaces it later is not read. */
export async function read(context: Context, { id }: One): Promise<Import> {
  const stored = await loadImport(context, id);
  if (stored.state === 'unreadable' && stored.problem?.code === 'failed') {
    const again = nextImport(context, withoutStart(stored), { state: 'reading' });
    await transact(context, importRuns.write(context, stored, again, 'readRequested'));
    return shownImport(context, again);
  }
  if (stored.state !== 'uploading') return shownImport(context, stored);
  const found = await findObject(importFileKey(context.orgId, id));
  if (!found) throw fieldProblem('', 'not_uploaded');
  if (found.sizeBytes !== stored.file.sizeBytes) throw fieldProblem('', 'other_content');
  const next = nextImport(context, stored, { state: 'reading', etag: found.etag });
  await transact(context, importRuns.write(context, stored, next, 'readRequested'));
  return shownImport(context, next);
}

/** Throws unless an import is in the version that the caller knows, and in one of these states. */
function checkStep(context: Context, stored: StoredImport, states: readonly ImportState[]): void {
  checkVersion(context, stored);
  if (!states.includes(stored.state)) throw new ProblemError('conflict', 'import_other_state');
}

/** An import in one of these states, and in the version that the caller knows. */
export async function loadIn(
  context: Context,
  id: string,
  states: readonly ImportState[],
): Promise<StoredImport> {
  const stored = await loadImport(context, id);
  checkStep(context, stored, states);
  return stored;
}

export async function check(context: Context, { id }: One): Promise<Import> {
  const stored = await loadIn(context, id, ['ready', 'checked']);
  const { next, chain, actions } = await checkActions(context, stored);
  await transact(context, actions);
  return shownIn(context, chain, next);
}

/** Starts the job that writes the rows as planned by the last check. */
export async function start(context: Context, { id }: One): Promise<Import> {
  const stored = await loadImport(context, id);
  // A request that ended after its last write is sent again.
  if (stored.state === 'started' || stored.startsAfter) return shownImport(context, stored);
  checkStep(context, stored, ['checked']);
  return shownImport(context, await startChain(context, stored));
}

/** Deletes an import. `events/relay` queues the removal of its file and rows. */
export async function remove(context: Context, { id }: One): Promise<null> {
  const stored = await loadImport(context, id);
  checkVersion(context, stored);
  const job = stored.jobId ? await readJob(context, context.orgId, stored.jobId, context.now) : undefined;
  if (job && isUnfinished(job)) throw new ProblemError('conflict', 'job_running');
  await transact(context, await removalActions(context, stored));
  return null;
}
