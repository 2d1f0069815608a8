import { recordTypeNames } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import { allList, trashList } from '../records/stored.ts';
import { formKey, indexName, listPartition, sharedViewKey, tagKey } from '../store/keys.ts';
import { query } from '../store/table.ts';

/** Whether an organization has no records, not even in the trash, and no tags, forms or shared views. */
export async function isEmpty(context: Context): Promise<boolean> {
  const { orgId } = context;
  const partitions = [tagKey, formKey, sharedViewKey].map((keyOf) => keyOf(orgId, '').pk);
  const lists = recordTypeNames.flatMap((type) =>
    [allList, trashList].map((list) => listPartition(orgId, type, list)),
  );
  const found = await Promise.all([
    ...partitions.map((pk) =>
      query(context, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
        Limit: 1,
      }),
    ),
    ...lists.map((pk) =>
      query(context, {
        IndexName: indexName('g1'),
        KeyConditionExpression: 'g1pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: 1,
      }),
    ),
  ]);
  return found.every(({ items }) => items.length === 0);
}
