import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { isVisible, readFinal, readReach } from '#data/records/read.ts';
import { isGone } from '#data/records/stored.ts';

/**
 * The titles of those requested records that the caller can access, including records in the trash. A merged record has
 * the title of the one into which it was merged.
 */
export async function titles(
  context: Context,
  { recordType, ids }: { recordType: RecordTypeName; ids: string[] },
): Promise<{ items: { id: string; title: string }[] }> {
  const definition = recordDefinitions[recordType];
  const reach = readReach(definition, context);
  const requested = [...new Set(ids)].map((id) => ({ definition, id }));
  const records = await readFinal(context, requested, false);
  return {
    items: records.flatMap((record, index) =>
      record && !isGone(record, context.now) && isVisible(record, reach)
        ? [{ id: requested[index]?.id ?? '', title: String(record[definition.type.title] ?? '') }]
        : [],
    ),
  };
}
