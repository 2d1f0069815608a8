import { v7 as uuidv7 } from 'uuid';
import { defaultEntry } from '#contract/default-entry.ts';
import type { Field } from '#contract/field.ts';
import { entriesOf } from '#contract/organization.ts';
import { isStatusList } from '#contract/status-list.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { ifAbsent, ifEquals } from '../store/condition.ts';
import { flatCustom } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { changeAction, differences, handoverAction, type FieldChange } from '../store/change.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import type { Action } from '../store/transact.ts';
import { keyOf, type AnyRecord, type RecordDefinition, type Wrong } from './definition.ts';
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
export function creation(
  definition: RecordDefinition,
  context: Context,
  input: Record<string, unknown>,
  pointer: Pointer = '',
  id: string = uuidv7(),
  action = 'created',
): Write {
  return firstVersion(definition, context, made(definition, context, input, pointer, id), pointer, action);
}

/** A new record with its default values and everything that follows from them. */
export function made(
  definition: RecordDefinition,
  context: Context,
  input: Record<string, unknown>,
  pointer: Pointer,
  id: string,
): AnyRecord {
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
  const kept = definition.filledIn?.keep?.({ ...head, ...values }, undefined, context);
  // A null replaces what would follow from other values.
  const left = Object.fromEntries(Object.entries(input).filter(([, value]) => value === null));
  const record = present(definition, { ...head, ...kept, ...values, ...left });
  return completed(definition, context, record, pointer, undefined);
}

/**
 * The write that creates a record as it was elsewhere, with its id, its times, and the values that the server set. It can
 * have statuses and stages that are no longer offered.
 */
export function recreation(definition: RecordDefinition, context: Context, values: AnyRecord): Write {
  const before = present(definition, { ...values, version: 1 });
  return firstVersion(definition, context, completed(definition, context, before, '', before), '', 'created');
}

function firstVersion(
  definition: RecordDefinition,
  context: Context,
  first: AnyRecord,
  pointer: Pointer,
  action: string,
): Write {
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
export function change(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
  action = 'updated',
): Write {
  refuseLocked(definition, context, before, patch);
  return changeOf(definition, context, before, patch, action);
}

/** Like `change`, for references that a merge replaces, whether the fields are locked or not. */
export const referenceChange = (
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
): Write => changeOf(definition, context, before, patch, 'updated');

function changeOf(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
  action: string,
): Write {
  const after = patched(definition, context, before, patch);
  const changes = recordDifferences(definition, before, after);
  if (changes.length === 0) return { record: before, before, actions: [] };
  return nextVersion(definition, context, before, after, { action, changes });
}

/** A record with new values and everything that follows from them. */
export function patched(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
  pointer: Pointer = '',
): AnyRecord {
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
export async function deletion(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  uniqueValues: 'reserved' | 'freed' = 'reserved',
): Promise<Write> {
  const reason = await definition.rules?.mayDelete?.(before, context);
  if (reason !== undefined) throw new ProblemError('conflict', reason);
  const after = { ...before, deletedAt: context.now };
  return nextVersion(definition, context, before, after, { action: 'deleted', changes: [], uniqueValues });
}

/**
 * The write that restores a record from the trash, with the values in `replaced`. Derived values are computed from the
 * current settings.
 */
export function restoration(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  replaced: Record<string, unknown> = {},
): Write {
  const after = restored(definition, context, before, replaced);
  const changes = recordDifferences(definition, before, after);
  return nextVersion(definition, context, before, after, { action: 'restored', changes });
}

/** A record that was deleted or merged, as it is when it's back. */
export function restored(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  replaced: Record<string, unknown>,
): AnyRecord {
  const { deletedAt: _deletedAt, mergedInto: _mergedInto, ...record } = before;
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
export function nextVersion(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  after: AnyRecord,
  { action, changes, uniqueValues = 'reserved' }: Told,
): Write {
  const stamp = { version: before.version + 1, updatedAt: context.now, updatedBy: context.actor.userId };
  const stamped: AnyRecord = { ...after, ...stamp };
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
function completed(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  pointer: Pointer,
  before: AnyRecord | undefined,
): AnyRecord {
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

/** The default values of fields with a list. Optional fields have one only if the organization chose it. */
function defaultEntries(
  definition: RecordDefinition,
  settings: OrganizationSettings,
): Record<string, unknown> {
  return Object.fromEntries(
    listedFields(definition).map(([name, { mode }, list]) => [
      name,
      defaultEntry(entriesOf(settings, list), mode === 'defaulted')?.id,
    ]),
  );
}

/** The first field whose value isn't in its list, or whose new value is a retired status or source. */
export function unlisted(
  definition: RecordDefinition,
  settings: OrganizationSettings,
  record: Readonly<Record<string, unknown>>,
  before?: Readonly<Record<string, unknown>>,
) {
  const found = listedFields(definition).find(([name, , list]) => {
    const value = record[name];
    if (value === undefined) return false;
    const entry = entriesOf(settings, list).find(({ id }) => id === value);
    // Retired stages are checked by the definition of deals.
    return !entry || (entry.retired && isStatusList(list) && before?.[name] !== value);
  });
  return found && { field: found[0], code: 'not_a_choice' as const };
}

function listedFields({ type }: RecordDefinition): [name: string, field: Field, list: string][] {
  return Object.entries(type.fields).flatMap(([name, field]): [string, Field, string][] =>
    // Read-only values are set by the server and need no validation.
    field.kind === 'listed' && field.list && field.mode !== 'kept' ? [[name, field, field.list]] : [],
  );
}

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

const subjectOf = (
  definition: RecordDefinition,
  { orgId }: Context,
  record: AnyRecord,
  before: AnyRecord | undefined,
) => ({
  orgId,
  type: definition.type.name,
  id: record.id,
  key: keyOf(definition, orgId, record.id),
  version: record.version,
  before,
  followsFromSubject: true as const,
  ownerId: record.ownerId as string | undefined,
});

/** All actions of several writes in one transaction, including those of `along`. */
export function actionsOf(
  definition: RecordDefinition,
  context: Context,
  writes: readonly Write[],
): Action[] {
  const along = definition.along?.(
    context,
    writes.map(({ before, record }) => ({ before, after: record })),
  );
  return [...writes.flatMap((write) => write.actions), ...(along ?? [])];
}
