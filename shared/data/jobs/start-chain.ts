import { ProblemError } from '#contract/problem.ts';
import { chainAction, isLinked, readChain, readLinked, type Chain } from '../imports/chain.ts';
import { importRuns, nextImport, withoutStart, type StoredImport } from '../imports/import-runs.ts';
import type { Context } from '../organization/context.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { transact, type Action } from '../store/transact.ts';
import { isUnfinished, planOf, readJob, type JobPlan } from './job.ts';
import { hasRows, scopeForImport, startImport } from './start-import.ts';

/** Attempts to start imports while a job before them ends, or one of them is changed. */
const attemptsMax = 5;

/**
 * Starts a checked import after those before it in its chain: the first one gets its job, and the end of each job starts
 * the next one. Those without rows to write are passed over.
 */
export async function startChain(context: Context, stored: StoredImport): Promise<StoredImport> {
  for (let attempt = 1; ; attempt += 1) {
    const chain = await readChain(context, context.orgId, stored);
    if (!isLinked(chain)) return startImport(context, stored);
    const linked = await readLinked(context, context.orgId, chain, context.now);
    const at = linked.findIndex(({ id }) => id === stored.id);
    if (linked[at]?.version !== stored.version) throw new ProblemError('precondition_failed');
    try {
      return await startLinked(context, stored, chain, linked.slice(0, at + 1));
    } catch (error) {
      const isChanged = error instanceof ProblemError && error.code === 'precondition_failed';
      if (!isChanged || attempt === attemptsMax) throw error;
      await sleep(retryDelayMs(attempt));
    }
  }
}

async function startLinked(
  context: Context,
  stored: StoredImport,
  chain: Chain,
  upTo: readonly StoredImport[],
): Promise<StoredImport> {
  const open = upTo.filter(({ state }) => state !== 'started');
  if (open.some(({ state }) => state !== 'checked'))
    throw new ProblemError('conflict', 'import_earlier_unchecked');
  const due = open.filter(hasRows);
  for (const one of due) scopeForImport(context, one);
  const [first, ...others] = due;
  if (!first) throw new ProblemError('conflict', 'import_empty');
  const running = await unfinishedJobs(context, upTo);
  // The end of a job starts the next one with the rights and in the name of its creator.
  if (!running.every((plan) => isOfCaller(context, plan))) throw new ProblemError('conflict', 'job_running');
  const isRunning = running.length > 0;
  const marked = (isRunning ? due : others)
    .filter(({ startsAfter }) => !startsAfter)
    .map((before) => ({
      before,
      next: nextImport(context, withoutStart(before), { startsAfter: true }),
    }));
  const actions: Action[] = [
    ...marked.flatMap(({ before, next }) => importRuns.write(context, before, next, 'changed')),
    chainAction(context, chain),
  ];
  const started = isRunning ? undefined : await startImport(context, first, actions);
  if (isRunning) await transact(context, actions);
  if (started?.id === stored.id) return started;
  return marked.find(({ next }) => next.id === stored.id)?.next ?? stored;
}

async function unfinishedJobs(context: Context, imports: readonly StoredImport[]): Promise<JobPlan[]> {
  const ids = imports.flatMap(({ jobId }) => jobId ?? []);
  const jobs = await Promise.all(ids.map((id) => readJob(context, context.orgId, id, context.now)));
  return jobs.flatMap((job) => (job && isUnfinished(job) ? planOf(job) : []));
}

const isOfCaller = ({ actor, memberSince }: Context, plan: JobPlan): boolean =>
  plan.createdBy === actor.userId && plan.apiKeyId === actor.apiKeyId && plan.memberSince === memberSince;
