import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { View } from '#contract/view.ts';
import { changeAction, differences, type ChangeAction } from '../store/change.ts';
import { ifAbsent, ifEquals, ifVersion } from '../store/condition.ts';
import { nextItemState, schemaOver, withItemState } from '../store/item-state.ts';
import {
  defaultViewPrefix,
  memberKey,
  privateViewsPartition,
  recordKey,
  sharedViewKey,
  type Key,
} from '../store/keys.ts';
import { getItem, getItems, queryAll, writeItems } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import type { Context } from './context.ts';
import { loadMember } from './member.ts';

/** A stored view. */
export interface StoredView extends Omit<View, 'missingFields'> {
  /** The start of the creator's membership, whose partition contains the view while it is private. */
  memberSince: string;
}

/** What members can change about a view. */
export const viewValueNames = [
  'name',
  'layout',
  'query',
  'columns',
  'density',
  'groupBy',
  'footers',
  'sharedWith',
] as const satisfies (keyof View)[];
export type ViewValues = Pick<View, (typeof viewValueNames)[number]>;

interface ViewItem extends Key {
  data: string;
  schema: number;
  digest?: string;
}
interface DefaultItem extends Key {
  viewId: string;
}

const viewFrom = (item: ViewItem): StoredView => withItemState(JSON.parse(item.data) as StoredView, item);

export const isShared = ({ sharedWith }: Pick<View, 'sharedWith'>): boolean => sharedWith.length > 0;

/** The start of the caller's membership. Access items of former releases don't contain it. */
export const memberSinceOf = async (context: Context): Promise<string> =>
  context.memberSince ?? (await loadMember(context, context.orgId, context.actor.userId)).joinedAt;

/** The start of the present membership of a view's creator, or of the previous one if there is none. */
export async function creatorSince(
  context: Context,
  { createdBy, memberSince }: Pick<StoredView, 'createdBy' | 'memberSince'>,
): Promise<string> {
  if (createdBy === context.actor.userId) return memberSinceOf(context);
  const member = await getItem<{ joinedAt: string }>(context, memberKey(context.orgId, createdBy));
  return member?.joinedAt ?? memberSince;
}

const ownPartition = async (context: Context): Promise<string> =>
  privateViewsPartition(context.orgId, context.actor.userId, await memberSinceOf(context));

/** All shared views of the organization. */
export async function readSharedViews(context: Context): Promise<StoredView[]> {
  const items = await queryAll<ViewItem>(context, sharedViewKey(context.orgId, '').pk);
  return items.map(viewFrom);
}

/** The caller's private views, and the ids of the caller's default views by record type. */
export async function readPrivateViews(
  context: Context,
): Promise<{ views: StoredView[]; defaults: Map<string, string> }> {
  const items = await queryAll<ViewItem | DefaultItem>(context, await ownPartition(context));
  const views = items.flatMap((item) => ('data' in item ? [viewFrom(item)] : []));
  const defaults = items.flatMap((item) =>
    'viewId' in item ? [[item.sk.slice(defaultViewPrefix.length), item.viewId] as const] : [],
  );
  return { views, defaults: new Map(defaults) };
}

/** The private views of a membership. */
export async function readPrivateViewsOf(
  session: Session,
  { orgId, userId, since }: { orgId: string; userId: string; since: string },
): Promise<StoredView[]> {
  const items = await queryAll<ViewItem | DefaultItem>(session, privateViewsPartition(orgId, userId, since));
  return items.flatMap((item) => ('data' in item ? [viewFrom(item)] : []));
}

/** A shared view, or a private one of the caller. */
export async function findView(context: Context, id: string): Promise<StoredView | undefined> {
  const keys = [sharedViewKey(context.orgId, id), { pk: await ownPartition(context), sk: id }];
  const read = async () => (await getItems<ViewItem>(context, keys)).find((item) => item !== undefined);
  // A view that is being moved can be missing in both partitions for a moment.
  const found = (await read()) ?? (await read());
  return found && viewFrom(found);
}

/**
 * The actions that write a view, conditional on its previous version. A view that is shared or unshared moves to another
 * partition. Changes are recorded only while the view is shared: sharing it counts as its creation, unsharing it as its
 * deletion.
 */
export function viewActions(context: Context, before: StoredView | undefined, after: StoredView): Action[] {
  if (Buffer.byteLength(JSON.stringify(after)) > limits.viewBytes)
    throw new ProblemError('too_large', { code: 'view_too_large', kilobytes: limits.viewBytes / 1024 });
  const isMoved = before === undefined || isShared(before) !== isShared(after);
  const change = viewChange(context, before, after);
  const put: Action = {
    put: {
      Item: {
        ...keyOf(context, after),
        kind: 'view',
        ...(change && isShared(after) ? nextItemState(before, 1, change) : { schema: schemaOver(before, 1) }),
        version: after.version,
        data: JSON.stringify(after),
      },
      ...(isMoved ? ifAbsent : ifVersion(before.version)),
    },
    refuse: () => new ProblemError('precondition_failed'),
  };
  return [
    put,
    ...(before && isMoved ? [removal(context, before)] : []),
    ...(isMoved && !isShared(after) ? [isMember(context, after, before ? creatorGone : notFound)] : []),
    ...(change ? [change] : []),
  ];
}

export function viewRemoval(context: Context, view: StoredView): Action[] {
  const change = isShared(view) ? [deletion(context, view)] : [];
  return [removal(context, view), ...change];
}

/** The actions that set or clear the caller's default view of a record type. */
export async function defaultViewActions(
  context: Context,
  recordType: string,
  viewId: string | null,
): Promise<Action[]> {
  const key = { pk: await ownPartition(context), sk: defaultViewPrefix + recordType };
  if (viewId === null) return [{ remove: { Key: key } }];
  const membership = { createdBy: context.actor.userId, memberSince: await memberSinceOf(context) };
  return [
    { put: { Item: { ...key, kind: 'default-view', schema: 1, viewId } } },
    isMember(context, membership, notFound),
  ];
}

/** Throws if the organization, or the creator of a private view, already has the maximum number of views. */
export async function checkViewRoom(context: Context, view: StoredView): Promise<void> {
  const items = await queryAll<ViewItem | DefaultItem>(context, keyOf(context, view).pk);
  const [limit, pointer] = isShared(view)
    ? ([limits.sharedViewsPerOrganization, '/sharedWith'] as const)
    : ([limits.privateViewsPerMember, '/name'] as const);
  if (items.filter((item) => 'data' in item).length >= limit)
    throw fieldProblem(pointer, 'too_many', 'invalid_input', { limit });
}

/**
 * Deletes the private views and the default views of a membership that has ended. Nothing is added to them afterward,
 * because that requires the membership.
 */
export async function purgePrivateViews(
  session: Session,
  { orgId, userId, since }: { orgId: string; userId: string; since: string },
): Promise<void> {
  const items = await queryAll<Key>(session, privateViewsPartition(orgId, userId, since));
  await writeItems(
    session,
    [],
    items.map(({ pk, sk }) => ({ pk, sk })),
  );
}

const keyOf = ({ orgId }: Context, view: StoredView): Key =>
  isShared(view)
    ? sharedViewKey(orgId, view.id)
    : { pk: privateViewsPartition(orgId, view.createdBy, view.memberSince), sk: view.id };

const removal = (context: Context, view: StoredView): Action => ({
  remove: { Key: { ...keyOf(context, view) }, ...ifVersion(view.version) },
  refuse: () => new ProblemError('precondition_failed'),
});

/** The condition that the membership to which a private view belongs hasn't ended. */
const isMember = (
  { orgId }: Context,
  { createdBy, memberSince }: Pick<StoredView, 'createdBy' | 'memberSince'>,
  refuse: () => ProblemError,
): Action => ({
  check: { Key: { ...memberKey(orgId, createdBy) }, ...ifEquals({ joinedAt: memberSince }) },
  refuse,
});

const notFound = (): ProblemError => new ProblemError('not_found');
const creatorGone = (): ProblemError => new ProblemError('conflict', 'view_creator_gone');

function viewChange(
  context: Context,
  before: StoredView | undefined,
  after: StoredView,
): ChangeAction | undefined {
  const shared = before && isShared(before) ? before : undefined;
  if (!isShared(after)) return shared && deletion(context, shared);
  const changes = differences({ ...shared }, { ...after }, viewValueNames);
  const action = shared ? 'updated' : 'created';
  return changeAction(context, { ...subjectOf(context, after), before: shared }, action, changes);
}

const deletion = (context: Context, view: StoredView): ChangeAction =>
  changeAction(
    context,
    { ...subjectOf(context, { ...view, version: view.version + 1 }), before: view },
    'deleted',
    [],
  );

const subjectOf = ({ orgId }: Context, { id, version }: StoredView) => ({
  orgId,
  type: 'view',
  id,
  key: recordKey(orgId, 'view', id),
  version,
});
