import type { Context } from '../organization/context.ts';
import type { AnyRecord } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { isVisible, readFinal, readReach, type Defined } from './read.ts';
import { isGone } from './stored.ts';

/** Identifies a record of the caller's organization. */
export interface Named {
  type: string;
  id: string;
}

/**
 * The records that the caller can access, without those in the trash, by id. Ids are unique across record types. A
 * record that was merged counts as the one into which it was merged.
 */
export async function readVisible(
  context: Context,
  records: readonly Named[],
  { strong = true }: { strong?: boolean } = {},
): Promise<Map<string, AnyRecord>> {
  const named = definedOf(records);
  const found = await readFinal(context, named, strong);
  const seen = named.flatMap(({ definition, id }, index): [string, AnyRecord][] => {
    const record = found[index];
    return record && !record.deletedAt && isVisible(record, readReach(definition, context))
      ? [[id, record]]
      : [];
  });
  return new Map(seen);
}

/**
 * The titles of records by id, including those in the trash. Records that no longer exist have an empty title, and those
 * that the caller can't access have none. Those that were merged have the title of the one into which they were merged.
 */
export async function readTitles(context: Context, records: readonly Named[]): Promise<Map<string, string>> {
  const named = definedOf(records);
  const found = await readFinal(context, named, false);
  const titles = named.flatMap(({ definition, id }, index): [string, string][] => {
    const record = found[index];
    if (!record || isGone(record, context.now)) return [[id, '']];
    const isSeen = isVisible(record, readReach(definition, context));
    return isSeen ? [[id, titleOf(definition.type.name, record)]] : [];
  });
  return new Map(titles);
}

/** Records by the ids that name them: those into which they were merged, if they were. */
export async function readFinals(
  context: Context,
  records: readonly Named[],
): Promise<Map<string, AnyRecord>> {
  const named = definedOf(records);
  const found = await readFinal(context, named, true);
  return new Map(named.flatMap(({ id }, index) => (found[index] ? [[id, found[index]] as const] : [])));
}

/** Each record once, with its definition. */
function definedOf(records: readonly Named[]): Defined[] {
  return [...new Map(records.map((record) => [record.id, record])).values()].flatMap(({ type, id }) => {
    const definition = definitionOf(type);
    return definition ? [{ definition, id }] : [];
  });
}

export const titleOf = (type: string, record: AnyRecord): string =>
  String(record[definitionOf(type)?.type.title ?? ''] ?? '');
