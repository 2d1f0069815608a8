import { v7 as uuidv7 } from 'uuid';
import type { RecordReference } from '#contract/about.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { storedNameOf } from '#contract/stored-name.ts';
import { flatCustom } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import {
  changeAction,
  differences,
  handoverAction,
  type ChangeAction,
  type FieldChange,
} from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';
import { aboutOf } from './about.ts';
import { keyOf, type AnyRecord, type RecordDefinition, type Wrong } from './definition.ts';
import { defaultEntries, unlisted } from './listed-values.ts';
import { refuseLocked } from './locked.ts';
import { recordItem, recordUpdate } from './stored.ts';
import { releases, uniqueActions } from './unique-values.ts';

/** The new state of a record, its previous state, and the actions of the change. */
export interface Write<T extends AnyRecord = AnyRecord> {
  record: T;
  before?: T;
  actions: Action[];
}

/** Prefix of the JSON pointers of a row's errors: '' for a single record, `/items/3` in a bulk request. */
type Pointer = string;

/** The write that creates a record from validated input. */
export function creation<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  input: Record<string, unknown>,
  pointer: Pointer = '',
  id: string = uuidv7(),
  action = 'created',
): Write<R> {
  return firstVersion(definition, context, made(definition, context, input, pointer, id), pointer, action);
}

/** A new record with its default values and everything that follows from them. */
export function made<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  input: Record<string, unknown>,
  pointer: Pointer,
  id: string,
): R {
  const { now, actor, settings } = context;
  const values = present(definition, {
    ...defaultEntries(definition, settings),
    ...defaultAnswers(definition),
    ...definition.filledIn?.defaults?.(settings, input),
    ...input,
  });
  const head = {
    id,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  const kept = definition.filledIn?.keep?.({ ...head, ...values } as R, undefined, context);
  // A null replaces what would follow from other values.
  const left = Object.fromEntries(Object.entries(input).filter(([, value]) => value === null));
  const record = present(definition, { ...head, ...kept, ...values, ...left });
  return completed(definition, context, record as R, pointer, undefined);
}

/**
 * The write that creates a record as it was elsewhere, with its id, its times, and the values that the server set. It can
 * have statuses and stages that are no longer offered.
 */
export function recreation<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  values: R,
): Write<R> {
  const before = present(definition, { ...values, version: 1 });
  return firstVersion(definition, context, completed(definition, context, before, '', before), '', 'created');
}

function firstVersion<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  first: R,
  pointer: Pointer,
  action: string,
): Write<R> {
  const changes = recordDifferences(definition, {}, first);
  const added = changeAction(context, subjectOf(definition, context, first, undefined), action, changes);
  const record = withItemState(first, nextItemState(undefined, definition.schema, added));
  return {
    record,
    actions: [
      putRecord(definition, context, record, undefined),
      ...uniqueActions(definition, context, undefined, record, pointer),
      added,
    ],
  };
}

/**
 * The write that changes a record. Without differences, it has no actions and the version stays the same. Operations of
 * a record type set their own `action` for the history and can change read-only fields.
 */
export function change<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  patch: Record<string, unknown>,
  action = 'updated',
): Write<R> {
  refuseLocked(definition, context, before, patch);
  return changeOf(definition, context, before, patch, action);
}

/** Like `change`, for what must follow from elsewhere whether fields are locked or not: a merge, or what a provider says. */
export const unlockedChange = <R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  patch: Record<string, unknown>,
  action = 'updated',
): Write<R> => changeOf(definition, context, before, patch, action);

function changeOf<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  patch: Record<string, unknown>,
  action: string,
): Write<R> {
  const after = patched(definition, context, before, patch);
  const changes = recordDifferences(definition, before, after);
  if (changes.length === 0) return { record: before, before, actions: [] };
  return nextVersion(definition, context, before, after, { action, changes });
}

/** A record with new values and everything that follows from them. */
export function patched<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  patch: Record<string, unknown>,
  pointer: Pointer = '',
): R {
  const kept = definition.filledIn?.keep?.(present(definition, { ...before, ...patch }), before, context);
  const values = present(definition, { ...before, ...kept, ...patch });
  // Rules compare the values as they were sent.
  const after = completed(definition, context, values, pointer, before);
  return definition.filledIn?.withoutStale?.(after, before) ?? after;
}

/**
 * The write that moves a record to the trash, unless its definition refuses that. The record leaves all other lists.
 * Its unique values stay reserved as long as it can be restored, unless they are freed. Restoring it then fails while another
 * record has one of them.
 */
export async function deletion<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  uniqueValues: 'reserved' | 'freed' = 'reserved',
): Promise<Write<R>> {
  const reason = await definition.rules?.mayDelete?.(before, context);
  if (reason !== undefined) throw new ProblemError('conflict', reason);
  const after = { ...before, deletedAt: context.now };
  return nextVersion(definition, context, before, after, { action: 'deleted', changes: [], uniqueValues });
}

/**
 * The write that restores a record from the trash, with the values in `replaced`. Derived values are computed from the
 * current settings.
 */
export function restoration<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  replaced: Record<string, unknown> = {},
): Write<R> {
  const after = restored(definition, context, before, replaced);
  const changes = recordDifferences(definition, before, after);
  return nextVersion(definition, context, before, after, { action: 'restored', changes });
}

/** A record that was deleted or merged, as it is when it's back. */
export function restored<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  replaced: Record<string, unknown>,
): R {
  const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...rest } = before;
  const record = rest as R;
  const isReplaced = Object.keys(replaced).length > 0;
  const kept = isReplaced ? definition.filledIn?.keep?.({ ...record, ...replaced }, record, context) : {};
  const live = present(definition, { ...record, ...kept, ...replaced });
  const after = { ...live, ...definition.derive(live, context.settings) };
  return definition.filledIn?.withoutStale?.(after, record) ?? after;
}

/** What a history tells of a change. */
interface Told {
  action: string;
  changes: FieldChange[];
  /**
   * What happens to the unique values. By default, they are reserved for the record, in the trash as long as it can be
   * restored. `apart`: the transaction changes several records, and has the actions for all of them together. `freed`:
   * other records can have them from now on.
   */
  uniqueValues?: 'reserved' | 'apart' | 'freed';
}

/** The write of a record's next version. */
export function nextVersion<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  before: R,
  after: R,
  { action, changes, uniqueValues = 'reserved' }: Told,
): Write<R> {
  const stamp = { version: before.version + 1, updatedAt: context.now, updatedBy: context.actor.userId };
  const stamped: R = { ...after, ...stamp };
  const { ownerId } = before;
  const isHandedOver = typeof ownerId === 'string' && ownerId !== stamped.ownerId;
  const subject = subjectOf(definition, context, stamped, before);
  const added = changeAction(context, subject, action, changes);
  const record = withItemState(stamped, nextItemState(before, definition.schema, added));
  return {
    record,
    before,
    actions: [
      putRecord(definition, context, record, before.version),
      ...(uniqueValues === 'reserved' ? uniqueActions(definition, context, before, record, '') : []),
      ...(uniqueValues === 'freed' ? releases(definition, context, before) : []),
      added,
      ...(isHandedOver ? [handoverAction(context, subject, ownerId)] : []),
    ],
  };
}

/** The fields in which two states of a record differ; custom fields as `custom.<key>`. */
export function recordDifferences(
  { type }: RecordDefinition,
  before: Pick<AnyRecord, 'custom'> & Record<string, unknown>,
  after: AnyRecord,
): FieldChange[] {
  const [from, to] = [flatCustom(before.custom), flatCustom(after.custom)];
  return [
    ...differences(before, after, Object.keys(type.fields)),
    ...differences(from, to, [...new Set([...Object.keys(from), ...Object.keys(to)])]),
  ];
}

/**
 * Removes missing values. An empty list counts as missing, so that the filter `none` finds the record. What a newer
 * release stored under names that this one doesn't know is kept as it is.
 */
function present<T extends Record<string, unknown>>({ type }: RecordDefinition, input: T): T {
  const isKnown = (name: string) => name === 'custom' || name in type.fields;
  const isNone = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => value !== undefined && !(isKnown(name) && isNone(value))),
  ) as T;
}

/** Adds derived values, and checks values from the organization's lists and the definition's rules. */
function completed<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  record: R,
  pointer: Pointer,
  before: R | undefined,
): R {
  const complete = { ...record, ...definition.derive(record, context.settings) };
  const wrong: Wrong =
    unlisted(definition, context.settings, complete, before) ??
    definition.rules?.check?.(complete, context.settings, before);
  if (wrong) {
    const { field, code, ...rest } = wrong;
    throw fieldProblem(`${pointer}/${field}`, code, 'invalid_input', rest);
  }
  return complete;
}

/** The values of yes/no fields that mean yes unless somebody changes that. */
const defaultAnswers = ({ type }: RecordDefinition): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(type.fields).flatMap(([name, { whenMissing }]) => (whenMissing ? [[name, true]] : [])),
  );

function putRecord(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  versionBefore: number | undefined,
): Action {
  const Item = recordItem(definition, context.orgId, record, context.settings);
  const listed = { orgId: context.orgId, type: definition.type.name, id: record.id };
  if (versionBefore === undefined) return { put: { Item, ...ifAbsent }, listed };
  return {
    update: recordUpdate(Item, ifEquals({ version: versionBefore })),
    listed,
    refuse: (found) => new ProblemError(found ? 'precondition_failed' : 'not_found'),
  };
}

/** The action that adds a change to a record's history, for what happened without a new version of it. */
export const changeAdded = <R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: UserContext & { orgId: string },
  record: R,
  action: string,
): ChangeAction => changeAction(context, subjectOf(definition, context, record, record), action, []);

const subjectOf = (
  definition: RecordDefinition,
  { orgId }: Pick<Context, 'orgId'>,
  record: AnyRecord,
  before: AnyRecord | undefined,
) => ({
  orgId,
  type: storedNameOf(definition.type.name),
  id: record.id,
  key: keyOf(definition, orgId, record.id),
  version: record.version,
  before,
  followsFromSubject: true as const,
  ownerId: record.ownerId as string | undefined,
  ...mainOf(definition, record),
});

/** What the changes of a record name besides it, so that erasures of a person find them. */
function mainOf({ type }: RecordDefinition, record: AnyRecord): { about?: RecordReference } {
  const [about] = aboutOf(type, record);
  return about ? { about } : {};
}

/** All actions of several writes in one transaction, including those of its `along`. */
export function actionsOf<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  writes: readonly Write<R>[],
): Action[] {
  const along = definition.along?.actions(
    context,
    writes.map(({ before, record }) => ({ before, after: record })),
  );
  return [...writes.flatMap((write) => write.actions), ...(along ?? [])];
}
