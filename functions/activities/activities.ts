import { v7 as uuidv7 } from 'uuid';
import { activityChanges, type loggedOperations, type Activity } from '#contract/logged-activity.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import {
  activityActions,
  activityParent,
  findActivity,
  tallyLess,
  tallyMore,
  retryTallyConflicts,
  withUserNames,
  type StoredActivity,
} from '#data/entries/activity.ts';
import { newActivity } from '#data/entries/new-entries.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { loadMember } from '#data/organization/member.ts';
import type { Parent } from '#data/records/read.ts';
import { isGone } from '#data/records/stored.ts';
import { changesIn } from '#data/store/read-only.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof loggedOperations;
type Body = InputOf<Operations['log']>['body'];
type OfRecord = Pick<Activity, 'recordType' | 'recordId'>;

export async function create(context: Context, input: InputOf<Operations['log']>): Promise<Activity> {
  const [made] = await createAll(context, input, [input.body], () => '');
  if (!made) throw new Error('nothing was created');
  return made;
}

/** Creates all activities in one transaction. Input validation has already rejected invalid items. */
export async function createMany(
  context: Context,
  input: InputOf<Operations['logMany']>,
): Promise<{ items: Activity[] }> {
  if (input.body.items.length === 0) throw new ProblemError('invalid_request', 'items_missing');
  return { items: await createAll(context, input, input.body.items, (index) => `/items/${index}`) };
}

async function createAll(
  context: Context,
  input: OfRecord,
  bodies: readonly Body[],
  pointerOf: (index: number) => string,
): Promise<Activity[]> {
  const { displayName: userName } = await loadMember(context, context.orgId, context.actor.userId);
  const ids = bodies.map(() => uuidv7());
  return retryTallyConflicts(async () => {
    const parent = await activityParent(context, input);
    // A record that isn't there is told first, whatever else is wrong.
    for (const [index, body] of bodies.entries()) {
      checkKind(context, body, pointerOf(index));
      checkOutcome(context, body.outcomeId, pointerOf(index));
    }
    const made = bodies.map((body, index) =>
      newActivity(context, parent, ids[index] ?? uuidv7(), { ...body, userName }),
    );
    const value = made.map(({ activity }) => activity);
    const tally = await tallyMore(
      context,
      parent.key,
      value.map(({ date }) => date),
    );
    const making = { actions: [tally, ...made.flatMap(({ actions }) => actions)], ids, value };
    return transactOnce(
      context,
      () => Promise.resolve(making),
      (again) => readAgain(context, parent, again),
    );
  });
}

async function readAgain(context: Context, parent: Parent, ids: string[]): Promise<Activity[]> {
  const found = await Promise.all(ids.map((id) => findActivity(context, parent.key, id)));
  const there = found.flatMap((activity) => activity ?? []);
  if (there.length < ids.length || there.some((activity) => isGone(activity, context.now)))
    throw new ProblemError('not_found');
  return withUserNames(context, there);
}

/** Throws if the own kind of an activity doesn't mean its kind, or is retired. */
function checkKind(
  { settings }: Context,
  { kind, kindId }: Pick<Body, 'kind' | 'kindId'>,
  pointer = '',
): void {
  if (kindId === undefined) return;
  const entry = settings.activityKinds.find(({ id }) => id === kindId);
  if (entry?.meaning !== kind || entry.retired) throw fieldProblem(`${pointer}/kindId`, 'not_a_choice');
}

/** Throws if an outcome isn't in the organization's list, or is retired. */
function checkOutcome({ settings }: Context, outcomeId: string | null | undefined, pointer = ''): void {
  if (outcomeId === undefined || outcomeId === null) return;
  const isOffered = settings.activityOutcomes.some(({ id, retired }) => id === outcomeId && !retired);
  if (!isOffered) throw fieldProblem(`${pointer}/outcomeId`, 'not_a_choice');
}

const fields = ['kind', 'kindId', 'outcomeId', 'title', 'notes', 'durationMinutes', 'date'] as const;

export async function update(
  context: Context,
  input: InputOf<Operations['updateLogged']>,
): Promise<Activity> {
  return retryTallyConflicts(async () => {
    const parent = await activityParent(context, input);
    const before = await load(context, parent, input.activityId, false);
    checkVersion(context, before);
    const body = changesIn(input.body, activityChanges, before, ['userName']);
    // Types keep what they mean, so that of the earlier kind can't be one of another kind.
    const isOther = body.kind !== undefined && body.kind !== before.kind;
    const entries = Object.entries({ ...before, ...(isOther ? { kindId: null } : {}), ...defined(body) });
    const after = Object.fromEntries(entries.filter(([, value]) => value !== null)) as StoredActivity;
    if (body.kindId && (body.kindId !== before.kindId || after.kind !== before.kind))
      checkKind(context, after);
    if (body.outcomeId !== before.outcomeId) checkOutcome(context, body.outcomeId);
    const changes = differences(before, after, fields);
    if (changes.length > 0) {
      after.version = before.version + 1;
      const moves = before.date !== after.date;
      await transact(context, [
        ...(moves ? [await tallyLess(context, parent.key, before, { instead: after })] : []),
        ...activityActions(context, parent, before, after, 'updated', changes),
      ]);
    }
    return named(context, after);
  });
}

export async function remove(
  context: Context,
  input: InputOf<Operations['deleteLogged']>,
): Promise<Activity> {
  return retryTallyConflicts(async () => {
    const parent = await activityParent(context, input);
    const before = await load(context, parent, input.activityId, false);
    checkVersion(context, before);
    const after = { ...before, version: before.version + 1, deletedAt: context.now };
    await transact(context, [
      await tallyLess(context, parent.key, before),
      ...activityActions(context, parent, before, after, 'deleted', []),
    ]);
    return named(context, after);
  });
}

export async function restore(
  context: Context,
  input: InputOf<Operations['restoreLogged']>,
): Promise<Activity> {
  return retryTallyConflicts(async () => {
    const parent = await activityParent(context, input);
    const before = await load(context, parent, input.activityId, true);
    if (before.deletedAt === undefined) return named(context, before);
    const { deletedAt: _deletedAt, ...live } = before;
    const after = { ...live, version: before.version + 1 };
    await transact(context, [
      await tallyMore(context, parent.key, [after.date]),
      ...activityActions(context, parent, before, after, 'restored', []),
    ]);
    return named(context, after);
  });
}

/** The answer to a repeated restoration: the current state, whatever has happened since. */
export async function readRestored(
  context: Context,
  input: InputOf<Operations['restoreLogged']>,
): Promise<Activity> {
  const parent = await activityParent(context, input);
  return named(context, await load(context, parent, input.activityId, true));
}

async function load(
  context: Context,
  parent: Parent,
  id: string,
  mayBeDeleted: boolean,
): Promise<StoredActivity> {
  const activity = await findActivity(context, parent.key, id);
  if (!activity || (activity.deletedAt !== undefined && !mayBeDeleted) || isGone(activity, context.now))
    throw new ProblemError('not_found');
  if (context.scope === 'own' && activity.userId !== context.actor.userId)
    throw new ProblemError('forbidden');
  return activity;
}

async function named(context: Context, activity: StoredActivity): Promise<Activity> {
  const [shown = activity] = await withUserNames(context, [activity]);
  return shown;
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
