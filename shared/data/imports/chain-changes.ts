import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import { chainAction, isLinked, readChain, readLinked, type Chain } from './chain.ts';
import { importRuns, nextImport, withoutStart, type StoredImport } from './import-runs.ts';

type Place = UserContext & { orgId: string };

/** The actions that take back the check of an import, because one before it changes. */
function uncheck(context: Place, stored: StoredImport): Action[] {
  if (stored.state !== 'checked' && stored.state !== 'checking') return [];
  const { check: _check, ...file } = stored.file;
  const problem = { code: 'earlier_changed' } as const;
  const next = nextImport(context, withoutStart(stored), { state: 'ready', file, problem });
  return importRuns.write(context, stored, next, 'changed');
}

/**
 * What a change of an import changes in its chain: the checks of those after it are taken back, in the same transaction.
 * Only those after a checked import can have been checked.
 */
export async function followerActions(context: Place, stored: StoredImport): Promise<Action[]> {
  if (stored.state !== 'checked') return [];
  const chain = await readChain(context, context.orgId, stored);
  if (!isLinked(chain)) return [];
  const linked = await readLinked(context, context.orgId, chain, context.now);
  return [chainAction(context, chain), ...unchecks(context, linked, stored)];
}

const unchecks = (context: Place, linked: readonly StoredImport[], { id }: StoredImport): Action[] =>
  linked.slice(linked.findIndex((one) => one.id === id) + 1).flatMap((one) => uncheck(context, one));

/** The actions that delete an import. Those after it follow the one before it. */
export async function removalActions(context: Place, stored: StoredImport): Promise<Action[]> {
  const chain = await readChain(context, context.orgId, stored);
  if (!isLinked(chain)) return importRuns.remove(context, stored);
  const linked = await readLinked(context, context.orgId, chain, context.now);
  return [
    ...importRuns.remove(context, stored),
    chainAction(context, { ...chain, ids: chain.ids.filter((id) => id !== stored.id) }),
    // What a job has written stays.
    ...(stored.state === 'started' ? [] : unchecks(context, linked, stored)),
  ];
}

/**
 * The actions that request the check of an import, and of those before it that aren't checked, one after the other.
 * Throws `conflict` if the file of one of those isn't read, and if columns of this or those are undecided.
 */
export async function checkActions(
  context: Place,
  stored: StoredImport,
): Promise<{ next: StoredImport; chain: Chain; actions: Action[] }> {
  refuseUndecided(stored);
  const next = checking(context, stored);
  const own = importRuns.write(context, stored, next, 'checkRequested');
  const chain = await readChain(context, context.orgId, stored);
  if (!isLinked(chain)) return { next, chain, actions: own };
  const linked = await readLinked(context, context.orgId, chain, context.now);
  const earlier = linked.slice(
    0,
    linked.findIndex(({ id }) => id === stored.id),
  );
  if (!earlier.every(({ state }) => isRead.has(state)))
    throw new ProblemError('conflict', 'import_earlier_unread');
  if (earlier.some(({ state, file }) => state === 'ready' && file.undecided))
    throw new ProblemError('conflict', 'import_earlier_undecided');
  const actions = [
    ...own,
    chainAction(context, chain),
    ...earlier
      .filter(({ state }) => state === 'ready')
      .flatMap((one) => importRuns.write(context, one, checking(context, one), 'checkRequested')),
    ...unchecks(context, linked, stored),
  ];
  return { next, chain, actions };
}

/** Refuses to check rows whose dates or numbers can be read in several ways. */
function refuseUndecided({ file: { undecided = [] } }: StoredImport): void {
  if (undecided.length === 0) return;
  const errors = undecided.map(({ column, setting, readings }): FieldFault => {
    const choices = readings.map(({ value }) => value);
    return { pointer: `/file/columns/${column}/reading/${setting}`, code: 'undecided', choices };
  });
  throw new ProblemError('invalid_input', undefined, errors);
}

const isRead: ReadonlySet<string> = new Set(['ready', 'checking', 'checked', 'started']);

function checking(context: Place, stored: StoredImport): StoredImport {
  const { check: _check, ...file } = stored.file;
  return nextImport(context, withoutStart(stored), { state: 'checking', file });
}
