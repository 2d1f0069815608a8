import { v7 as uuidv7 } from 'uuid';
import { fieldErrors, fieldProblem, ProblemError, type FieldError } from '#contract/problem.ts';
import { changeAction, differences, handoverAction, type FieldChange } from '../change.ts';
import type { Context } from '../context.ts';
import { epochSeconds } from '../epoch.ts';
import { uniqueKey } from '../keys.ts';
import type { Action } from '../transact.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { recordItem, trashEndSeconds } from './stored.ts';

/** A record as it will be, and the actions that make it so. */
export interface Write<T extends AnyRecord = AnyRecord> {
  record: T;
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
): Write {
  const { now, actor, settings } = context;
  const given = present({ ...definition.defaults(settings), ...input });
  const head = {
    id,
    version: 1,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    updatedBy: actor.userId,
  };
  const record = completed(definition, context, { ...head, ...given }, pointer);
  const changes = differences({}, record, Object.keys(definition.type.fields));
  return {
    record,
    actions: [
      putRecord(definition, context, record, undefined),
      ...uniqueActions(definition, context, undefined, record, pointer),
      changeAction(context, subjectOf(definition, context, record), 'created', changes),
    ],
  };
}

/** A changed record. Without a difference there is nothing to write and the version stays. */
export function change(
  definition: RecordDefinition,
  context: Context,
  before: AnyRecord,
  patch: Record<string, unknown>,
): Write {
  const completedRecord = completed(definition, context, present({ ...before, ...patch }) as AnyRecord, '');
  const changes = differences(before, completedRecord, Object.keys(definition.type.fields));
  if (changes.length === 0) return { record: before, actions: [] };
  return nextVersion(definition, context, before, completedRecord, 'updated', changes);
}

/** Into the trash: out of every list, e-mail and the like claimed for as long as it can be restored. */
export function deletion(definition: RecordDefinition, context: Context, before: AnyRecord): Write {
  return nextVersion(definition, context, before, { ...before, deletedAt: context.now }, 'deleted', []);
}

/** Back out of the trash. */
export function restoration(definition: RecordDefinition, context: Context, before: AnyRecord): Write {
  const { deletedAt: _deletedAt, ...record } = before;
  return nextVersion(definition, context, before, record, 'restored', []);
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
    actions: [
      putRecord(definition, context, record, before.version),
      ...uniqueActions(definition, context, before, record, ''),
      changeAction(context, subject, action, changes),
      ...(isHandedOver ? [handoverAction(context, subject, ownerId)] : []),
    ],
  };
}

/** What has a value. An empty list is none, so that filters for none find it. */
function present(input: Record<string, unknown>): Record<string, unknown> {
  const isNone = (value: unknown) =>
    value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isNone(value)));
}

/** Derived values filled in, and the organization's own lists respected. */
function completed(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  pointer: Pointer,
): AnyRecord {
  const complete = { ...record, ...definition.derive(record, context.settings) };
  const wrong = definition.check(complete, context.settings);
  if (wrong) throw fieldProblem(`${pointer}/${wrong.field}`, wrong.code);
  return complete;
}

function putRecord(
  definition: RecordDefinition,
  context: Context,
  record: AnyRecord,
  versionBefore: number | undefined,
): Action {
  const Item = recordItem(definition, context.orgId, record);
  if (versionBefore === undefined) return { put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  return {
    put: {
      Item,
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': versionBefore },
    },
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
