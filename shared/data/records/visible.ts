import type { Context } from '../organization/context.ts';
import { getItems } from '../store/table.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { isVisible, readReach, recordAttributes } from './read.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';

/** Identifies a record of the caller's organization. */
export interface Named {
  type: string;
  id: string;
}

/** The records that the caller can access, without those in the trash, by id. Ids are unique across record types. */
export async function readVisible(
  context: Context,
  records: readonly Named[],
  { strong = true }: { strong?: boolean } = {},
): Promise<Map<string, AnyRecord>> {
  const named = definedOf(records);
  const items = await getItems<RecordItem>(
    context,
    named.map(({ definition, id }) => keyOf(definition, context.orgId, id)),
    { ...recordAttributes, strong },
  );
  const seen = named.flatMap(({ definition, id }, index): [string, AnyRecord][] => {
    const item = items[index];
    const record = item && recordFrom(definition, item);
    return record && !record.deletedAt && isVisible(record, readReach(definition, context))
      ? [[id, record]]
      : [];
  });
  return new Map(seen);
}

/**
 * The titles of records by id, including those in the trash. Records that no longer exist have an empty title, and those
 * that the caller can't access have none.
 */
export async function readTitles(context: Context, records: readonly Named[]): Promise<Map<string, string>> {
  const named = definedOf(records);
  const items = await getItems<RecordItem>(
    context,
    named.map(({ definition, id }) => keyOf(definition, context.orgId, id)),
    { ...recordAttributes, strong: false },
  );
  const titles = named.flatMap(({ definition, id }, index): [string, string][] => {
    const item = items[index];
    const record = item && recordFrom(definition, item);
    if (!record || isGone(record, context.now)) return [[id, '']];
    const isSeen = isVisible(record, readReach(definition, context));
    return isSeen ? [[id, titleOf(definition.type.name, record)]] : [];
  });
  return new Map(titles);
}

/** Each record once, with its definition. */
function definedOf(records: readonly Named[]): { definition: RecordDefinition; id: string }[] {
  return [...new Map(records.map((record) => [record.id, record])).values()].flatMap(({ type, id }) => {
    const definition = definitionOf(type);
    return definition ? [{ definition, id }] : [];
  });
}

export const titleOf = (type: string, record: AnyRecord): string =>
  String(record[definitionOf(type)?.type.title ?? ''] ?? '');
