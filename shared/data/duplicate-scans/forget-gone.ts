import { definitionOf } from '../records/definitions.ts';
import { keyOf, type RecordDefinition } from '../records/definition.ts';
import type { Context } from '../organization/context.ts';
import { notDuplicatesKey } from '../store/run-keys.ts';
import { deleteItem, getItems } from '../store/table.ts';
import type { StoredNotDuplicates } from './not-duplicates.ts';

/**
 * Deletes the declarations of which fewer than two records are left. Records in the trash and merged ones can come back,
 * so they count. Only records that the scan hasn't seen are read.
 */
export async function forgetGone(
  context: Context,
  declarations: readonly StoredNotDuplicates[],
  seen: ReadonlySet<string>,
): Promise<void> {
  const { orgId } = context;
  for (const { id, recordType, recordIds } of declarations) {
    const definition = definitionOf(recordType);
    const unseen = recordIds.filter((recordId) => !seen.has(recordId));
    if (!definition || recordIds.length - unseen.length >= 2) continue;
    const left = recordIds.length - unseen.length + (await countOfStored(context, definition, unseen));
    if (left < 2) await deleteItem(context, { Key: { ...notDuplicatesKey(orgId, recordType, id) } });
  }
}

async function countOfStored(
  context: Context,
  definition: RecordDefinition,
  ids: readonly string[],
): Promise<number> {
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems(context, keys, { ProjectionExpression: 'pk, sk' });
  return items.filter(Boolean).length;
}
