import type { Change } from '#contract/record-operations.ts';
import { limits } from '#contract/limits.ts';
import { customPrefix } from '../custom-fields/slots.ts';
import { flatCustom } from '../custom-fields/values.ts';
import type { Context } from '../organization/context.ts';
import {
  changeIdOf,
  differences,
  headerFrom,
  isFirst,
  type ChangeItem,
  type FieldChange,
} from '../store/change.ts';
import { decodeCount, encodeCursor, listHash } from './cursor.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { lastVersion, readChanges } from './read-changes.ts';

function historyEntry(item: ChangeItem): Change {
  const { action, actorId, apiKeyId, via } = headerFrom(item);
  return {
    id: changeIdOf(item),
    version: item.version,
    action,
    at: item.at,
    actorId,
    ...(apiKeyId ? { apiKeyId } : {}),
    ...(via ? { via } : {}),
    ...(item.data ? { changes: JSON.parse(item.data) as NonNullable<Change['changes']> } : {}),
  };
}

/**
 * The entries of a history for these changes. A change that created the record doesn't store its values, so they are
 * found from the later changes. With more of those than `limits.boundedReadItems`, they are left out.
 */
async function withCreatedValues(
  definition: RecordDefinition,
  record: AnyRecord,
  context: Context,
  shown: readonly ChangeItem[],
): Promise<Change[]> {
  const entries = shown.map(historyEntry);
  const [oldest, newest] = [shown.at(-1), shown[0]];
  if (!oldest || !newest || !isFirst(headerFrom(oldest).action) || oldest.data !== undefined) return entries;
  const isSeen = newest.version >= record.version;
  const unseen = [newest.version + 1, record.version] as const;
  const of = { definition, id: record.id };
  const newer = isSeen
    ? []
    : await readChanges(context, of, { versions: unseen, most: limits.boundedReadItems });
  // A change that was made since the record was read is not part of it.
  const later = [...newer, ...shown.slice(0, -1)].filter(({ version }) => version <= record.version);
  if (later.length !== record.version - oldest.version) return entries;
  const values = later.flatMap(({ data = '[]' }) => JSON.parse(data) as FieldChange[]);
  const changes = createdValues(definition, record, values);
  return entries.map((entry) => (entry.version === oldest.version ? { ...entry, changes } : entry));
}

/** A page of a record's changes, newest first. */
export async function recordHistory(
  definition: RecordDefinition,
  record: AnyRecord,
  context: Context,
  input: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Change[]; nextCursor?: string | undefined }> {
  const hash = listHash(['history', record.id]);
  const start = decodeCount(hash, input.cursor);
  const limit = input.limit ?? limits.pageSizeDefault;
  const to = start === undefined ? lastVersion : start - 1;
  const items = await readChanges(
    context,
    { definition, id: record.id },
    { versions: [0, to], most: limit + 1 },
  );
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await withCreatedValues(definition, record, context, shown),
    ...(items.length > limit && last
      ? { nextCursor: encodeCursor(hash, { sortValue: String(last.version), id: record.id }) }
      : {}),
  };
}

/**
 * The values with which a record was created, from its present state and all of its later changes, newest first. They
 * can differ from the original values where an upgrade or a backfill changed the record without a change item.
 */
function createdValues(
  definition: RecordDefinition,
  record: AnyRecord,
  later: readonly FieldChange[],
): FieldChange[] {
  const values = { ...record, ...flatCustom(record.custom) };
  const first: Record<string, unknown> = { ...values };
  for (const { field, from } of later) first[field] = from;
  return differences({}, first, [
    ...Object.keys(definition.type.fields),
    ...Object.keys(first).filter((name) => name.startsWith(customPrefix)),
  ]);
}
