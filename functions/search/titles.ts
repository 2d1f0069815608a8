import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { isVisible, readReach, recordAttributes } from '#data/records/read.ts';
import { isGone, recordFrom, type RecordItem } from '#data/records/stored.ts';
import { getItems } from '#data/store/table.ts';

/** The titles of those requested records that the caller can access, including records in the trash. */
export async function titles(
  context: Context,
  { recordType, ids }: { recordType: RecordTypeName; ids: string[] },
): Promise<{ items: { id: string; title: string }[] }> {
  const definition = recordDefinitions[recordType];
  const reach = readReach(definition, context);
  const keys = [...new Set(ids)].map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<RecordItem>(context, keys, { ...recordAttributes, strong: false });
  const records = items.flatMap((item) => (item ? [recordFrom(definition, item)] : []));
  return {
    items: records
      .filter((record) => !isGone(record, context.now) && isVisible(record, reach))
      .map((record) => ({ id: record.id, title: String(record[definition.type.title] ?? '') })),
  };
}
