import type { Context } from '../organization/context.ts';
import type { ChangeItem } from '../store/change.ts';
import { changeKey, entryChangeKey } from '../store/keys.ts';
import { query } from '../store/table.ts';
import { keyOf, type RecordDefinition } from './definition.ts';

/** The greatest version that keys of changes have room for. */
export const lastVersion = 999_999_999;

interface Reading {
  /** The versions from and to which changes are read. Both are included. */
  versions: readonly [from: number, to: number];
  most: number;
  strong?: boolean;
}

/**
 * The newest changes of a record, the last one first. Changes made while a record was about another one have keys of
 * their own.
 */
export async function readChanges(
  context: Context,
  { definition, id }: { definition: RecordDefinition; id: string },
  { versions: [from, to], most, strong = true }: Reading,
): Promise<ChangeItem[]> {
  const key = keyOf(definition, context.orgId, id);
  const own = [changeKey(key, from), changeKey(key, to)] as const;
  const asEntry = [entryChangeKey(key, id, from), entryChangeKey(key, id, to)] as const;
  const found = await Promise.all(
    (definition.entry ? [own, asEntry] : [own]).map(([first, last]) =>
      query<ChangeItem>(context, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': key.pk, ':from': first.sk, ':to': last.sk },
        ScanIndexForward: false,
        ...(strong ? { ConsistentRead: true } : {}),
        Limit: most,
      }),
    ),
  );
  return found
    .flatMap(({ items }) => items)
    .sort((one, other) => other.version - one.version)
    .slice(0, most);
}
