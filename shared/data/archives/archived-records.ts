import type { RecordType } from '#contract/record-type.ts';
import type { Context } from '../organization/context.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '../records/definition.ts';
import { recordAttributes } from '../records/read.ts';
import { allList, isGone, recordFrom, type RecordItem } from '../records/stored.ts';
import { indexName, listPartition, recordIdOf, type Key } from '../store/keys.ts';
import { getItems, query, type Item } from '../store/table.ts';

/**
 * The ids of all records of a type that aren't in the trash, page by page, in the order of their creation, in which no
 * change moves a record.
 */
export async function* liveIds(
  context: Pick<Context, 'orgId'> & Parameters<typeof query>[0],
  definition: RecordDefinition,
): AsyncGenerator<string[], void> {
  const list = definition.lists.find(({ by, sort }) => by === undefined && sort === 'createdAt');
  if (!list) throw new Error(`${definition.type.name} has no list in the order of creation`);
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<Key>(context, {
      IndexName: indexName(list.index),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': `${list.index}pk` },
      ExpressionAttributeValues: { ':pk': listPartition(context.orgId, definition.type.name, allList) },
      ProjectionExpression: 'pk',
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    yield items.map(({ pk }) => recordIdOf(pk));
    start = lastKey;
  } while (start);
}

/** The records with these ids, in their order, without those that have been deleted meanwhile. */
export async function readLive(
  context: Context,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<AnyRecord[]> {
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, recordAttributes);
  const records = items.flatMap((item) => {
    const record = item && recordFrom(definition, item);
    return !record || record.deletedAt !== undefined || isGone(record, context.now) ? [] : [record];
  });
  return withCurrentTags(context, records);
}

/** The values of a record of which no other value is made, besides those of its fields. */
const headNames = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'custom'] as const;

/** A record as it is in an archive: the values of its fields. */
export const archivedRecord = ({ fields }: RecordType, record: AnyRecord): Record<string, unknown> =>
  Object.fromEntries(
    ['id', ...headNames, ...Object.keys(fields)].flatMap((name) => {
      const value = record[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** The ids of people in a record: who created and changed it, and the members in its fields. */
export const peopleIn = ({ fields }: RecordType, record: AnyRecord): string[] =>
  [
    'createdBy',
    'updatedBy',
    ...Object.keys(fields).filter((name) => fields[name]?.kind === 'member'),
  ].flatMap((name) => {
    const value = record[name];
    return typeof value === 'string' ? [value] : [];
  });
