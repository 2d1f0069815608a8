import { v7 as uuidv7 } from 'uuid';
import type { Field, ListName } from '#contract/field.ts';
import { entriesOf } from '#contract/organization.ts';
import { isStatusList } from '#contract/status-list.ts';
import { fieldErrors, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import { changeAction, differences, handoverAction, type FieldChange } from '../change.ts';
import type { Context } from '../context.ts';
import { epochSeconds } from '../epoch.ts';
import { uniqueKey } from '../keys.ts';
import type { OrganizationSettings } from '../organization.ts';
import type { Action } from '../transact.ts';
import { flatCustom } from './custom.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { recordItem, recordUpdate, trashEndSeconds } from './stored.ts';

/** A record as it will be, what it was, and the actions that make it so. */
export interface Write<T extends AnyRecord = AnyRecord> {
  record: T;
  before?: T;
  actions: Action[];
}

/** Where in the body a row's errors point: '' for a single record, `/items/3` for a row of many. */
type Pointer = string;

/** A new record from checked input. */
export function creation(
  definition: RecordDefinition,
  context: Context,
  input: Record<string, unknown>,
  pointer: Pointer = '',
  id: string = uuidv7(),
  action = 'created',
): Write {
  const { now, actor, settings } = context;
  const given = present({
    ...firstEntries(definition, settings),
    ...definition.defaults?.(settings, input),
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
  const kept = definition.keep?.({ ...head, ...given }, undefined, context);
  const record = completed(definition, context, present({ ...head, ...kept, ...given }), pointer, undefined);
  const changes = recordDifferences(definition, {}, record);
  return {
    record,
    actions: [
      putRecord(definition, context, record, undefined),
      ...uniqueActions(definition, context, undefined, record, pointer),
      changeAction(context, subjectOf(definition, context, record), action, changes),
    ],
  };
}

/**
 * A changed record. Without a difference there is nothing to write and the version stays. Verbs of a type name their own
 * `action` for the history and may change what callers may not.
 */
export function change(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
  action = 'updated',
): Write {
  const kept = definition.keep?.(present({ ...before, ...patch }), before, context);
  const wanted = present({ ...before, ...kept, ...patch });
  const completedRecord = completed(definition, context, wanted, '', before);
  const changes = recordDifferences(definition, before, completedRecord);
  if (changes.length === 0) return { record: before, before, actions: [] };
  return nextVersion(definition, context, before, completedRecord, action, changes);
}

/** Into the trash: out of every list, e-mail and the like claimed for as long as it can be restored. */
export function deletion(definition: RecordDefinition, context: Context, before: AnyRecord): Write {
  return nextVersion(definition, context, before, { ...before, deletedAt: context.now }, 'deleted', []);
}

/** Back out of the trash, with what has come in the place of its values, and what follows from the settings of now. */
export function restoration(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  replaced: Record<string, unknown> = {},
): Write {
  const { deletedAt: _deletedAt, ...record } = before;
  const isReplaced = Object.keys(replaced).length > 0;
  const kept = isReplaced ? definition.keep?.({ ...record, ...replaced }, record, context) : {};
  const live = present({ ...record, ...kept, ...replaced });
  const after = { ...live, ...definition.derive(live, context.settings) };
  const changes = recordDifferences(definition, before, after);
  return nextVersion(definition, context, before, after, 'restored', changes);
}

function nextVersion(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  after: AnyRecord,
  action: string,
  changes: FieldChange[],
): Write {
  const stamp = { version: before.version + 1, updatedAt: context.now, updatedBy: context.actor.userId };
  const record: AnyRecord = { ...after, ...stamp };
  const { ownerId } = before;
  const isHandedOver = typeof ownerId === 'string' && ownerId !== record.ownerId;
  const subject = subjectOf(definition, context, record);
  return {
    record,
    before,
    actions: [
      putRecord(definition, context, record, before.version),
      ...uniqueActions(definition, context, before, record, ''),
      changeAction(context, subject, action, changes),
      ...(isHandedOver ? [handoverAction(context, subject, ownerId)] : []),
    ],
  };
}

/** The fields in which two states of a record differ, custom ones as `custom.<key>`. */
function recordDifferences(
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

/** What has a value. An empty list is none, so that filters for none find it. */
function present<T extends Record<string, unknown>>(input: T): T {
  const isNone = (value: unknown) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isNone(value))) as T;
}

/** Derived values filled in, and the organization's own lists respected. */
function completed(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  pointer: Pointer,
  before: AnyRecord | undefined,
): AnyRecord {
  const complete = { ...record, ...definition.derive(record, context.settings) };
  const wrong =
    unlisted(definition, context.settings, complete, before) ??
    definition.check?.(complete, context.settings, before);
  if (wrong) throw fieldProblem(`${pointer}/${wrong.field}`, wrong.code);
  return complete;
}

/** Fields of the organization's lists that must have a value begin with the first entry in use. */
function firstEntries(definition: RecordDefinition, settings: OrganizationSettings): Record<string, unknown> {
  return Object.fromEntries(
    listedFields(definition).flatMap(([name, field, list]) =>
      field.mode === 'defaulted' ? [[name, firstEntry(settings, list)?.id]] : [],
    ),
  );
}

function firstEntry(settings: OrganizationSettings, list: ListName) {
  const used = entriesOf(settings, list).filter(({ retired }) => !retired);
  return used.find(({ isDefault }) => isDefault) ?? used[0];
}

/** The first value that stands in none of the organization's lists, or has newly come to a retired status or source. */
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
    // Retired stages are the deals' own matter.
    return !entry || (entry.retired && isStatusList(list) && before?.[name] !== value);
  });
  return found && { field: found[0], code: 'not_a_choice' as const };
}

function listedFields({ type }: RecordDefinition): [name: string, field: Field, list: ListName][] {
  return Object.entries(type.fields).flatMap(([name, field]): [string, Field, ListName][] =>
    // What the server keeps follows from what was chosen.
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
  if (versionBefore === undefined) return { put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return {
    update: recordUpdate(Item, {
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': versionBefore },
    }),
    refuse: (found) => new ProblemError(found ? 'precondition_failed' : 'not_found'),
  };
}

/** Claims new unique values and frees old ones. In the trash a claim ends with the record, and is free from then on. */
function uniqueActions(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord | undefined,
  after: AnyRecord,
  pointer: Pointer,
): Action[] {
  const { id, deletedAt } = after;
  const { name } = definition.type;
  return definition.unique.flatMap((field) => {
    const old = before?.[field] as string | undefined;
    const value = after[field] as string | undefined;
    if (old === value && before?.deletedAt === deletedAt) return [];
    const keyFor = (text: string) => uniqueKey(context.orgId, `${name}.${field}`, text);
    const expiresAt = deletedAt && trashEndSeconds(deletedAt);
    const actions: Action[] = [];
    if (old !== undefined && old !== value) actions.push({ remove: { Key: { ...keyFor(old) } } });
    if (value !== undefined) {
      actions.push({
        put: {
          Item: { ...keyFor(value), kind: 'unique', type: name, id, expiresAt },
          ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now OR id = :id',
          ExpressionAttributeValues: { ':now': epochSeconds(context.now), ':id': id },
        },
        refuse: (found) => new TakenError(`${pointer}/${field}`, String(found?.id ?? '')),
      });
    }
    return actions;
  });
}

/** A unique value that another record has; who may see that record learns which it is. */
export class TakenError extends ProblemError {
  constructor(pointer: string, recordId: string) {
    const error: FieldError = { pointer, code: 'taken', message: fieldErrors.taken, recordId };
    super('conflict', undefined, [error]);
  }
}

const subjectOf = (definition: RecordDefinition, { orgId }: Context, record: AnyRecord) => ({
  orgId,
  type: definition.type.name,
  id: record.id,
  key: keyOf(definition, orgId, record.id),
  version: record.version,
  title: String(record[definition.type.title] ?? ''),
  ownerId: record.ownerId as string | undefined,
});

/** All actions of writes that go into one transaction, with what goes along with them. */
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
