import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { uniqueKey, type Key } from '../store/keys.ts';
import { getItems, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { Action } from '../store/transact.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { trashEndSeconds } from './stored.ts';

/** Thrown if another record has a unique value. Callers who can see that record learn which one it is. */
export class TakenError extends ProblemError {
  constructor(pointer: string, recordId: string) {
    super('conflict', undefined, [{ pointer, code: 'taken', recordId }]);
  }
}

type Settings = Pick<OrganizationSettings, 'uniqueEmails' | 'uniqueEmailsJobs'>;
export type Place = Pick<Context, 'orgId' | 'now'> & { settings: Settings };

/** A field whose values are unique only while a setting says so. */
interface OptionalUniqueness {
  field: string;
  /** Whether values are reserved, and those of other records refused. */
  isOn: boolean;
  /**
   * The job that last reserved the values of existing records. Reservations from before it don't count, because they
   * weren't kept up to date while the setting was off.
   */
  jobId: string;
}

/** Undefined if the setting was never on, so that nothing is reserved. */
export function optionalUniqueness(
  { type: { name, uniqueBySetting } }: RecordDefinition,
  { uniqueEmails, uniqueEmailsJobs = {} }: Settings,
): OptionalUniqueness | undefined {
  const modes: Readonly<Record<string, string | undefined>> = uniqueEmails;
  const jobId = (uniqueEmailsJobs as Readonly<Record<string, string | undefined>>)[name];
  if (uniqueBySetting === undefined || jobId === undefined) return undefined;
  return { field: uniqueBySetting, isOn: modes[name] !== 'warn', jobId };
}

/** The fields of a type whose values are unique in the organization: always, or by its settings. */
export function uniqueFields(definition: RecordDefinition, settings: Settings): readonly string[] {
  const optional = optionalUniqueness(definition, settings);
  return optional?.isOn ? [...definition.type.unique, optional.field] : definition.type.unique;
}

/** Whether a reservation of a field counts. Those of a field that is unique by a setting can be from before the setting. */
export function isReservation(
  definition: RecordDefinition,
  settings: Settings,
  field: string,
  found: Item,
): boolean {
  const optional = optionalUniqueness(definition, settings);
  return optional?.field !== field || found.jobId === optional.jobId;
}

/** The key of the item that reserves a unique value. */
export const reservationKey = (
  { orgId }: Pick<Place, 'orgId'>,
  { type }: RecordDefinition,
  field: string,
  text: string,
): Key => uniqueKey(orgId, `${type.name}.${field}`, text);

/**
 * The actions that reserve new unique values and release old ones. The reservations of a record in the trash expire
 * together with the record.
 */
export function uniqueActions(
  definition: RecordDefinition,
  context: Place,
  before: AnyRecord | undefined,
  after: AnyRecord,
  pointer: string,
): Action[] {
  const always = definition.type.unique.flatMap((field) => {
    const old = before?.[field] as string | undefined;
    const value = after[field] as string | undefined;
    if (old === value && before?.deletedAt === after.deletedAt) return [];
    const actions: Action[] = [];
    if (old !== undefined && old !== value)
      actions.push({ remove: { Key: { ...reservationKey(context, definition, field, old) } } });
    if (value !== undefined) actions.push(reservation(definition, context, { field }, after, value, pointer));
    return actions;
  });
  return [...always, ...optionalActions(definition, context, before, after, pointer)];
}

/**
 * The same for a field that is unique by a setting. Records from before the setting may have no reservation yet, and
 * those in the trash may have lost theirs, so a record touches only reservations in its own name.
 */
function optionalActions(
  definition: RecordDefinition,
  context: Place,
  before: AnyRecord | undefined,
  after: AnyRecord,
  pointer: string,
): Action[] {
  const optional = optionalUniqueness(definition, context.settings);
  if (!optional) return [];
  const { field, isOn, jobId } = optional;
  const old = before?.deletedAt ? undefined : (before?.[field] as string | undefined);
  const value = after[field] as string | undefined;
  if (after.deletedAt) {
    if (old === undefined) return [];
    const key = reservationKey(context, definition, field, old);
    return [isOn ? expiry(key, after.id, trashEndSeconds(after.deletedAt)) : release(key, after.id)];
  }
  if (old === value) return [];
  return [
    ...(old === undefined ? [] : [release(reservationKey(context, definition, field, old), after.id)]),
    ...(isOn && value !== undefined
      ? [reservation(definition, context, { field, jobId }, after, value, pointer)]
      : []),
  ];
}

/**
 * Reserves a value for a record, unless another record has reserved it. With `jobId`, reservations from before that job
 * don't count, and neither do those of the records in `giving`, which give the value up in the same transaction.
 */
export function reservation(
  definition: RecordDefinition,
  context: Place,
  { field, jobId }: { field: string; jobId?: string },
  { id, deletedAt }: AnyRecord,
  value: string,
  pointer: string,
  giving: readonly string[] = [],
): Action {
  const key = reservationKey(context, definition, field, value);
  const expiresAt = deletedAt && trashEndSeconds(deletedAt);
  const names = [':id', ...giving.map((_, index) => `:id${index}`)];
  const isFree = `attribute_not_exists(pk) OR expiresAt <= :now OR id IN (${names.join(', ')})`;
  return {
    put: {
      Item: { ...key, kind: 'unique', type: definition.type.name, id, jobId, expiresAt },
      ConditionExpression: jobId === undefined ? isFree : `${isFree} OR jobId <> :jobId`,
      ExpressionAttributeValues: {
        ':now': epochSeconds(context.now),
        ':id': id,
        ...Object.fromEntries(giving.map((other, index) => [`:id${index}`, other])),
        ...(jobId === undefined ? {} : { ':jobId': jobId }),
      },
    },
    refuse: (found) => new TakenError(`${pointer}/${field}`, String(found?.id ?? '')),
  };
}

/** The actions that release all unique values of a record, those that are unique by a setting also while it is off. */
export function releases(definition: RecordDefinition, context: Place, record: AnyRecord): Action[] {
  const optional = optionalUniqueness(definition, context.settings);
  return [...definition.type.unique, ...(optional ? [optional.field] : [])].flatMap((field) => {
    const value = record[field] as string | undefined;
    return value === undefined ? [] : [release(reservationKey(context, definition, field, value), record.id)];
  });
}

/** Releases a value if it is reserved for one of these records. */
export const release = (key: Key, ...ids: string[]): Action =>
  ifOwn(key, ids, (condition) => ({ remove: { Key: { ...key }, ...condition } }));

const expiry = (key: Key, id: string, expiresAt: number): Action =>
  ifOwn(key, [id], ({ ExpressionAttributeValues, ...condition }) => ({
    update: {
      Key: { ...key },
      UpdateExpression: 'SET expiresAt = :end',
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':end': expiresAt },
      ...condition,
    },
  }));

/** An action on a reservation if it is in the name of one of these records. Otherwise, it only checks that it still isn't. */
function ifOwn(
  key: Key,
  ids: readonly string[],
  act: (condition: {
    ConditionExpression: string;
    ExpressionAttributeValues: Record<string, unknown>;
  }) => Action,
): Action {
  const ExpressionAttributeValues = Object.fromEntries(ids.map((id, index) => [`:id${index}`, id]));
  const isOwn = `id IN (${Object.keys(ExpressionAttributeValues).join(', ')})`;
  const check: Action = {
    check: {
      Key: { ...key },
      ConditionExpression: `attribute_not_exists(pk) OR NOT ${isOwn}`,
      ExpressionAttributeValues,
    },
    otherwise: () => own,
  };
  const own: Action = {
    ...act({ ConditionExpression: isOwn, ExpressionAttributeValues }),
    otherwise: () => check,
  };
  return own;
}

/** Whether another record has reserved a value of the field that is unique by a setting. */
export const isTaken = async (
  definition: RecordDefinition,
  context: Place & Session,
  value: string | undefined,
): Promise<boolean> => (await holdersOf(definition, context, [value]))[0] !== undefined;

/** The ids of the records that have reserved values of the field that is unique by a setting, in their order. */
export async function holdersOf(
  definition: RecordDefinition,
  context: Place & Session,
  values: readonly (string | undefined)[],
): Promise<(string | undefined)[]> {
  const optional = optionalUniqueness(definition, context.settings);
  if (!optional?.isOn) return values.map(() => undefined);
  const keys = new Map(
    values.flatMap((value) =>
      value === undefined
        ? []
        : [[value, reservationKey(context, definition, optional.field, value)] as const],
    ),
  );
  const items = await getItems<{ id: string; jobId?: string; expiresAt?: number }>(context, [
    ...keys.values(),
  ]);
  const holders = new Map(
    [...keys.keys()].map((value, place) => {
      const found = items[place];
      const isCurrent = found !== undefined && found.jobId === optional.jobId;
      const isReserved =
        isCurrent && (found.expiresAt === undefined || found.expiresAt > epochSeconds(context.now));
      return [value, isReserved ? found.id : undefined] as const;
    }),
  );
  return values.map((value) => (value === undefined ? undefined : holders.get(value)));
}

/** The optional unique value of a record, and the item that reserves it. Undefined if nothing has to be reserved. */
export function reservationOf(
  definition: RecordDefinition,
  context: Place,
  record: AnyRecord,
): { key: Key; action: Action; isHeld: (found: Item | undefined) => boolean } | undefined {
  const optional = optionalUniqueness(definition, context.settings);
  const value = optional && (record[optional.field] as string | undefined);
  if (!optional?.isOn || value === undefined || record.deletedAt) return undefined;
  const { field, jobId } = optional;
  return {
    key: reservationKey(context, definition, field, value),
    action: reservation(definition, context, optional, record, value, ''),
    isHeld: (found) => found?.id === record.id && found.jobId === jobId && found.expiresAt === undefined,
  };
}
