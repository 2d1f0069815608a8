import { v7 as uuidv7 } from 'uuid';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { NewView, View } from '#contract/view.ts';
import type { Context } from '#data/organization/context.ts';
import {
  checkViewRoom,
  defaultViewActions,
  findView,
  isShared,
  creatorSince,
  memberSinceOf,
  readPrivateViews,
  readSharedViews,
  viewActions,
  viewRemoval,
  viewValueNames,
  type StoredView,
  type ViewValues,
} from '#data/organization/view.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { canRead, checkSharing, isFor, loadCurrent, loadView, managesShared } from './access.ts';
import { checkView, columnsForViews, viewFor, type Changes } from './fields.ts';

interface ListInput {
  recordType?: RecordTypeName | undefined;
  allShared?: 'true' | undefined;
}

export async function list(
  context: Context,
  { recordType, allShared }: ListInput,
): Promise<{ items: View[]; defaults: Record<string, string> }> {
  if (allShared && !managesShared(context)) throw new ProblemError('forbidden');
  const [shared, own] = await Promise.all([readSharedViews(context), readPrivateViews(context)]);
  const isRequested = (view: StoredView) =>
    canRead(context, view.recordType) && (recordType === undefined || view.recordType === recordType);
  const found = [...shared, ...own.views].filter(isRequested);
  // A view that is being moved can be found in both partitions.
  const all = [...new Map(found.map((view) => [view.id, view])).values()];
  const mine = all.filter((view) => isFor(context, view));
  const items = (allShared ? all : mine).sort((a, b) => a.name.localeCompare(b.name));
  const defaults = mine.filter((view) => own.defaults.get(view.recordType) === view.id);
  const known = await columnsForViews(context, items);
  return {
    items: items.map((view) => viewFor(known, view)),
    defaults: Object.fromEntries(defaults.map((view) => [view.recordType, view.id])),
  };
}

export async function get(context: Context, { id }: { id: string }): Promise<View> {
  return answer(context, await loadView(context, id));
}

export async function create(context: Context, { body }: { body: NewView }): Promise<View> {
  const memberSince = await memberSinceOf(context);
  const prepare = async () => {
    const { now, actor } = context;
    const view: StoredView = {
      ...mergeValues({ layout: 'list', query: {}, sharedWith: [] }, body),
      id: uuidv7(),
      version: 1,
      recordType: body.recordType,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
      memberSince,
    };
    if (!canRead(context, view.recordType)) throw new ProblemError('forbidden');
    checkSharing(context, view);
    await checkView(context, view.recordType, body);
    await checkViewRoom(context, view);
    return {
      actions: viewActions(context, undefined, view),
      ids: [view.id],
      value: await answer(context, view),
    };
  };
  return transactOnce(context, prepare, ([id = '']) => get(context, { id }));
}

export async function update(context: Context, { id, body }: { id: string; body: Changes }): Promise<View> {
  const before = await loadCurrent(context, id);
  const values = mergeValues(before, body);
  if (JSON.stringify(values) === JSON.stringify(mergeValues(before, {}))) return answer(context, before);
  const after: StoredView = {
    ...values,
    id,
    recordType: before.recordType,
    createdBy: before.createdBy,
    createdAt: before.createdAt,
    // A shared view of an earlier membership belongs to the creator's present one once it is changed.
    memberSince: await creatorSince(context, before),
    version: before.version + 1,
    updatedAt: context.now,
  };
  checkSharing(context, after);
  await checkView(context, before.recordType, body);
  if (isShared(before) !== isShared(after)) await checkViewRoom(context, after);
  await transact(context, viewActions(context, before, after));
  return answer(context, after);
}

export async function remove(context: Context, { id }: { id: string }): Promise<null> {
  await transact(context, viewRemoval(context, await loadCurrent(context, id)));
  return null;
}

export async function setDefault(
  context: Context,
  { recordType, body: { viewId } }: { recordType: string; body: { viewId: string | null } },
): Promise<{ viewId: string | null }> {
  if (!definitionOf(recordType)) throw new ProblemError('not_found');
  if (viewId !== null) await checkDefault(context, recordType, viewId);
  await transact(context, await defaultViewActions(context, recordType, viewId));
  return { viewId };
}

/** Throws unless the view is meant for the caller and shows records of this type. */
async function checkDefault(context: Context, recordType: string, viewId: string): Promise<void> {
  const view = await findView(context, viewId);
  if (view?.recordType !== recordType || !isFor(context, view))
    throw fieldProblem('/viewId', 'unknown_reference');
}

const answer = async (context: Context, view: StoredView): Promise<View> =>
  viewFor(await columnsForViews(context, [view]), view);

/** Merges changes into the values of a view. Null clears a value. */
function mergeValues(before: Partial<ViewValues>, changes: Changes): ViewValues {
  const all = { ...before, ...changes };
  const entries = viewValueNames.flatMap((name) => {
    const value = all[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as ViewValues;
}
