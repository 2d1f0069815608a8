import type { FileProblem } from '#contract/file-problem.ts';
import { ProblemError } from '#contract/problem.ts';
import { chainAction, isLinked, readChain, readLinked, type Chain } from '../imports/chain.ts';
import {
  importRuns,
  nextImport,
  readImport,
  withoutStart,
  type StoredImport,
} from '../imports/import-runs.ts';
import type { Context } from '../organization/context.ts';
import type { UserContext } from '../store/request-context.ts';
import { isTemporary } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { followingContext } from './following-context.ts';
import { planOf, type JobItem, type JobParams, type JobPlan } from './job.ts';
import { startActions } from './start-import.ts';

type Place = UserContext & { orgId: string };

/**
 * The actions that start the next import of a chain, in the transaction that ends the job before it: a crash leaves both
 * or none. If it can't start, such as for lack of a permission, it stays `checked` with the reason, like those after it.
 */
export async function startNextImport(context: Context, plan: JobPlan): Promise<Action[]> {
  const found = await readWaiting(context, context.orgId, plan, context.now);
  if (!found) return [];
  const { chain, waiting } = found;
  const [next, ...others] = waiting;
  if (!next) return [chainAction(context, chain)];
  try {
    const { actions } = await startActions(followingContext(context, plan), next, plan.id);
    return [chainAction(context, chain), ...actions];
  } catch (error) {
    if (!(error instanceof ProblemError) || isTemporary(error)) throw error;
    return [
      chainAction(context, chain),
      ...notStarted(context, [next], 'not_started'),
      ...notStarted(context, others, 'earlier_stopped'),
    ];
  }
}

/** The actions by which the imports that wait for a job no longer do, because it ends early. */
export async function actionsAfterEnd(
  session: Session,
  orgId: string,
  item: JobItem,
  now: string,
): Promise<Action[]> {
  const plan = planOf(item);
  if (plan.kind !== 'import') return [];
  const found = await readWaiting(session, orgId, plan, now);
  if (!found) return [];
  const actor = { userId: plan.createdBy, ...(plan.apiKeyId ? { apiKeyId: plan.apiKeyId } : {}) };
  const place: Place = { ...session, orgId, requestId: plan.id, now, actor, via: 'job' };
  return [chainAction(place, found.chain), ...notStarted(place, found.waiting, 'earlier_stopped')];
}

const notStarted = (context: Place, waiting: readonly StoredImport[], code: FileProblem): Action[] =>
  waiting.flatMap((one) => {
    const next = nextImport(context, withoutStart(one), { problem: { code } });
    return importRuns.write(context, one, next, 'changed');
  });

/** The imports that wait for the end of a job, in order. Undefined if no import can wait for it. */
async function readWaiting(
  session: Session,
  orgId: string,
  { params }: JobPlan,
  now: string,
): Promise<{ chain: Chain; waiting: StoredImport[] } | undefined> {
  const { importId } = params as JobParams['import'];
  const stored = await readImport(session, orgId, importId, now);
  const chain = stored && (await readChain(session, orgId, stored));
  if (!chain || !isLinked(chain)) return undefined;
  const after = chain.ids.slice(chain.ids.indexOf(importId) + 1);
  const linked = await readLinked(session, orgId, { ids: after }, now);
  return { chain, waiting: linked.filter(({ startsAfter }) => startsAfter) };
}
