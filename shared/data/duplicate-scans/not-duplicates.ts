import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import type { Pair } from '../duplicates/groups.ts';
import type { Context } from '../organization/context.ts';
import { changeAction } from '../store/change.ts';
import { ifAbsent, ifPresent } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey, type Key } from '../store/keys.ts';
import { notDuplicatesCountKey, notDuplicatesKey } from '../store/run-keys.ts';
import { getItem, query, queryAll, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A declaration that each two of some records are no duplicates. Contains nothing but ids and a time. */
export interface StoredNotDuplicates {
  id: string;
  recordType: ComparedType;
  recordIds: string[];
  createdBy: string;
  createdAt: string;
}

interface NotDuplicatesItem extends Key {
  schema: number;
  digest?: string;
  /** A `StoredNotDuplicates` as JSON. */
  data: string;
}

const from = (item: NotDuplicatesItem): StoredNotDuplicates =>
  withItemState(JSON.parse(item.data) as StoredNotDuplicates, item);

type Place = Session & Pick<Context, 'orgId'>;

/** Every two records that were declared to be no duplicates. */
export const pairsIn = (declarations: readonly StoredNotDuplicates[]): Pair[] =>
  declarations.flatMap(({ recordIds }) =>
    recordIds.flatMap((one, index) => recordIds.slice(index + 1).map((other) => ({ one, other }))),
  );

/** All declarations about a type. */
export async function readNotDuplicates(
  place: Place,
  recordType: ComparedType,
): Promise<StoredNotDuplicates[]> {
  const { pk } = notDuplicatesKey(place.orgId, recordType, '');
  return (await queryAll<NotDuplicatesItem>(place, pk)).map(from);
}

/** Clocks of functions differ by less than that. */
const clockMs = 60_000;

/** The declarations since a time, and possibly some before. */
export async function readNotDuplicatesSince(
  place: Place,
  recordType: ComparedType,
  since: string,
): Promise<StoredNotDuplicates[]> {
  const found: StoredNotDuplicates[] = [];
  let start: Item | undefined;
  do {
    const { pk, sk } = notDuplicatesKey(place.orgId, recordType, firstIdAt(Date.parse(since) - clockMs));
    const { items, lastKey } = await query<NotDuplicatesItem>(place, {
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': pk, ':from': sk },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    found.push(...items.map(from));
    start = lastKey;
  } while (start);
  return found;
}

/** The beginning of the ids (UUID version 7) of what was created at a time or later. */
function firstIdAt(ms: number): string {
  const hex = Math.max(ms, 0).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}

/** A page of the declarations about a type, the newest first, before the one with an id. */
export async function notDuplicatesPage(
  place: Place,
  recordType: ComparedType,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<{ items: StoredNotDuplicates[]; isLast: boolean }> {
  const { pk } = notDuplicatesKey(place.orgId, recordType, '');
  const { items, lastKey } = await query<NotDuplicatesItem>(place, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
    ...(before === undefined
      ? {}
      : { ExclusiveStartKey: { ...notDuplicatesKey(place.orgId, recordType, before) } }),
  });
  return { items: items.map(from), isLast: lastKey === undefined };
}

export async function findNotDuplicates(
  place: Place,
  recordType: ComparedType,
  id: string,
): Promise<StoredNotDuplicates | undefined> {
  const item = await getItem<NotDuplicatesItem>(place, notDuplicatesKey(place.orgId, recordType, id));
  return item && from(item);
}

const subjectOf = ({ orgId }: Context, { id }: StoredNotDuplicates, version: number) => ({
  orgId,
  type: 'notDuplicates',
  id,
  key: recordKey(orgId, 'notDuplicates', id),
  version,
});

export function notDuplicatesActions(context: Context, stored: StoredNotDuplicates): Action[] {
  const change = changeAction(
    context,
    { ...subjectOf(context, stored, 1), before: undefined },
    'created',
    [],
  );
  return [
    {
      put: {
        Item: {
          ...notDuplicatesKey(context.orgId, stored.recordType, stored.id),
          kind: 'notDuplicates',
          ...nextItemState(undefined, 1, change),
          data: JSON.stringify(stored),
        },
        ...ifAbsent,
      },
    },
    countMore(context, stored.recordType),
    change,
  ];
}

/** The action that counts one more declaration about a type, up to the limit. */
function countMore({ orgId }: Place, recordType: ComparedType): Action {
  const limit = limits.notDuplicatesPerType;
  return {
    update: {
      Key: { ...notDuplicatesCountKey(orgId, recordType) },
      UpdateExpression: 'SET kind = :kind ADD used :one',
      ConditionExpression: 'attribute_not_exists(used) OR used < :limit',
      ExpressionAttributeValues: { ':kind': 'not-duplicates-count', ':one': 1, ':limit': limit },
    },
    refuse: () => fieldProblem('/recordIds', 'not_duplicates_kept', 'invalid_input', { limit }),
  };
}

const countFewer = ({ orgId }: Place, recordType: ComparedType, removed: number): Action => ({
  update: {
    Key: { ...notDuplicatesCountKey(orgId, recordType) },
    UpdateExpression: 'ADD used :removed',
    ExpressionAttributeValues: { ':removed': -removed },
  },
});

const removeAction = (
  { orgId }: Place,
  { recordType, id }: Pick<StoredNotDuplicates, 'recordType' | 'id'>,
): Action => ({ remove: { Key: { ...notDuplicatesKey(orgId, recordType, id) }, ...ifPresent } });

export const notDuplicatesRemoval = (context: Context, stored: StoredNotDuplicates): Action[] => [
  removeAction(context, stored),
  countFewer(context, stored.recordType, 1),
  changeAction(context, { ...subjectOf(context, stored, 2), before: stored }, 'deleted', []),
];

/** The actions that remove declarations about a type. Nobody did that, so there is no change of them. */
export const forgetActions = (
  place: Place,
  recordType: ComparedType,
  declarations: readonly StoredNotDuplicates[],
): Action[] => [
  ...declarations.map((one) => removeAction(place, one)),
  countFewer(place, recordType, declarations.length),
];
