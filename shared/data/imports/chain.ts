import type { Import } from '#contract/import.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifVersion } from '../store/condition.ts';
import { isKept } from '../store/kept.ts';
import type { Context } from '../organization/context.ts';
import type { Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { importChainKey, importKey } from '../store/run-keys.ts';
import { getItem, getItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import { importFrom, importRuns, type ImportItem, type StoredImport } from './import-runs.ts';

/** Linked imports in order: the rows of each one can refer to records of those before it. */
export interface Chain {
  /** The ID of the import that was first when the chain began. */
  id: string;
  /** Those that were deleted are left out. An import that nothing is linked with is alone. */
  ids: readonly string[];
  /** Whatever can make a check or a start of another import of the chain outdated increases it. 0 if nothing is linked. */
  version: number;
}

interface ChainItem extends Key {
  ids: string[];
  version: number;
}

type Place = UserContext & { orgId: string };
type Seeing = Place & Pick<Context, 'scopeFor'>;

const chainIdOf = ({ id, chainId = id }: Pick<StoredImport, 'id' | 'chainId'>): string => chainId;

/** The chain of an import, which it doesn't contain any more if it was deleted in the meantime. */
export async function readChain(session: Session, orgId: string, stored: StoredImport): Promise<Chain> {
  const id = chainIdOf(stored);
  const item = await getItem<ChainItem>(session, importChainKey(orgId, id));
  return item ? { id, ids: item.ids, version: item.version } : { id, ids: [stored.id], version: 0 };
}

export const isLinked = ({ ids }: Chain): boolean => ids.length > 1;

/** The imports of a chain, in order. Those that are no longer kept are left out. */
export async function readLinked(
  session: Session,
  orgId: string,
  { ids }: Pick<Chain, 'ids'>,
  now: string,
): Promise<StoredImport[]> {
  const items = await getItems<ImportItem>(
    session,
    ids.map((id) => importKey(orgId, id)),
  );
  return items.flatMap((item) => (item && isKept(item, now) ? [importRuns.from(item)] : []));
}

/** The imports before one in its chain. */
export async function readEarlier(
  session: Session,
  orgId: string,
  stored: StoredImport,
  now: string,
): Promise<StoredImport[]> {
  if (stored.chainId === undefined) return [];
  const chain = await readChain(session, orgId, stored);
  return readLinked(session, orgId, { ids: chain.ids.slice(0, chain.ids.indexOf(stored.id)) }, now);
}

/** Twice as long as imports are, because the last one of a chain can be created when the first one is about to expire. */
const keptSeconds = 2 * limits.importDays * 86_400;

/**
 * The action that writes the next version of a chain, on condition that nobody has written one. Of two requests that
 * change imports of a chain at the same time, one is refused, so that none overlooks what the other one does.
 */
export function chainAction(
  { orgId, now }: Place,
  { id, ids, version }: Chain,
  refuse: () => Error = () => new ProblemError('precondition_failed'),
): Action {
  const Item = {
    ...importChainKey(orgId, id),
    kind: 'import-chain',
    org: orgId,
    ids,
    version: version + 1,
    expiresAt: epochSeconds(now) + keptSeconds,
  };
  return { put: { Item, ...ifVersion(version) }, refuse };
}

/** The actions that put an import that isn't stored yet at the end of a chain, and the ID of that chain. */
export async function linkAfter(
  context: Place,
  before: StoredImport,
  id: string,
): Promise<{ chainId: string; ids: string[]; actions: Action[] }> {
  const chain = await readChain(context, context.orgId, before);
  const isFollowed = () => fieldProblem('/after', 'used');
  if (chain.ids.at(-1) !== before.id) throw isFollowed();
  const limit = limits.importsLinked;
  if (chain.ids.length >= limit) throw fieldProblem('/after', 'too_many', 'invalid_input', { limit });
  const ids = [...chain.ids, id];
  return { chainId: chain.id, ids, actions: [chainAction(context, { ...chain, ids }, isFollowed)] };
}

/** An import as its clients see it, with its place in its chain. `ids` are those of the chain that are still kept. */
function shownAmong(context: Seeing, ids: readonly string[], stored: StoredImport): Import {
  const shown = importFrom(context, stored);
  if (ids.length < 2) return shown;
  const after = ids[ids.indexOf(stored.id) - 1];
  return { ...shown, ...(after === undefined ? {} : { after }), chain: [...ids] };
}

/** An import as its clients see it, in its chain. */
export async function shownIn(
  context: Seeing,
  { ids }: Pick<Chain, 'ids'>,
  stored: StoredImport,
): Promise<Import> {
  const isThere = await presence(context, [ids], [stored]);
  return shownAmong(context, ids.filter(isThere), stored);
}

export const shownImport = async (context: Seeing, stored: StoredImport): Promise<Import> =>
  shownIn(context, await readChain(context, context.orgId, stored), stored);

/** Imports, from the newest one, as their clients see them. Whoever can see one of a chain can see all of them. */
export async function shownImports(context: Seeing, all: readonly StoredImport[]): Promise<Import[]> {
  const chainIds = [...new Set(all.flatMap(({ chainId }) => chainId ?? []))];
  const items = await getItems<ChainItem>(
    context,
    chainIds.map((id) => importChainKey(context.orgId, id)),
  );
  const chains = items.map((item) => item?.ids ?? []);
  const isThere = await presence(context, chains, all);
  const byId = new Map(chainIds.map((id, index) => [id, chains[index]?.filter(isThere)]));
  return all.map((stored) => shownAmong(context, byId.get(chainIdOf(stored)) ?? [], stored));
}

/** Which imports of chains are still kept. Those that are `read` already are. */
async function presence(
  context: Place,
  chains: readonly (readonly string[])[],
  read: readonly StoredImport[],
): Promise<(id: string) => boolean> {
  const there = new Set(read.map(({ id }) => id));
  const others = chains.flat().filter((id) => !there.has(id));
  const items = await getItems<{ expiresAt: number }>(
    context,
    others.map((id) => importKey(context.orgId, id)),
    { ProjectionExpression: 'pk, sk, expiresAt' },
  );
  others.forEach((id, index) => {
    const item = items[index];
    if (item && isKept(item, context.now)) there.add(id);
  });
  return (id) => there.has(id);
}
