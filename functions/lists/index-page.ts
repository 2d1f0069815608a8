import type { ListRows } from '#contract/lists/list-operations.ts';
import type { ListQuery } from '#contract/lists/list-query.ts';
import { limits } from '#contract/limits.ts';
import { cursorsOf, decodeListCursor } from '#data/lists/list-cursor.ts';
import { customInRow, type ListSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { withCurrentTags } from '#data/organization/tag-ids.ts';
import { countOf } from '#data/records/counters.ts';
import { listHash, type Position } from '#data/records/cursor.ts';
import { keyOf, type ListIndex, type ListRow, type RecordDefinition } from '#data/records/definition.ts';
import { positionFrom } from '#data/records/merged-lists.ts';
import { recordAttributes } from '#data/records/read.ts';
import { listName, recordFrom, rowFrom, rowOf, type RecordItem } from '#data/records/stored.ts';
import { indexName, listPartition } from '#data/store/keys.ts';
import { getItems, query } from '#data/store/table.ts';
import { namesIn } from '#data/lists/names.ts';
import { includedRows, includesMore } from './list-rows.ts';

export interface IndexedList {
  list: ListIndex;
  /** The value of the field by which the index divides the records into lists. */
  value: string | undefined;
  descending: boolean;
}

type Entry = Position & { row: string };

/** Identifies a list in an index, for its cursors. */
export const indexHash = ({ type }: RecordDefinition, { list, value, descending }: IndexedList): string =>
  listHash([type.name, 'index', list.index, value, descending]);

/**
 * A page of a list in an index, with the number of all its records as far as they have been projected. `reading` is the
 * list with its custom fields, which are read at the same time.
 */
export async function readIndexPage(
  context: Context,
  definition: RecordDefinition,
  reading: ListSubject | Promise<ListSubject>,
  indexed: IndexedList,
  { limit = limits.pageSizeDefault, cursor, include }: ListQuery,
): Promise<ListRows<ListRow>> {
  const { list, value, descending } = indexed;
  const hash = indexHash(definition, indexed);
  const start = decodeListCursor(hash, cursor, 1);
  const isBackward = start?.isBackward ?? false;
  const isForward = descending === isBackward;
  const name = listName(list.by, value ?? '');
  const sk = `${list.index}sk`;
  const from = start && `${String(start.position.values[0])}#${start.position.id}`;
  const [{ items }, total, subject] = await Promise.all([
    query<Record<string, string>>(context, {
      IndexName: indexName(list.index),
      KeyConditionExpression: `#pk = :pk${from === undefined ? '' : ` AND #sk ${isForward ? '>' : '<'} :from`}`,
      ExpressionAttributeNames: { '#pk': `${list.index}pk`, '#sk': sk, '#row': 'row' },
      ExpressionAttributeValues: {
        ':pk': listPartition(context.orgId, definition.type.name, name),
        ...(from === undefined ? {} : { ':from': from }),
      },
      ProjectionExpression: '#sk, #row',
      ScanIndexForward: isForward,
      Limit: limit + 1,
    }),
    countOf(definition, context, value),
    reading,
  ]);
  const entries = items
    .slice(0, limit)
    .map((item): Entry => ({ ...positionFrom(item[sk] ?? ''), row: item.row ?? '' }));
  if (isBackward) entries.reverse();
  const rows = includesMore(subject, include)
    ? await includedRows(context, subject, entries, include)
    : await withCurrentTags(context, await rowsOf(context, subject, entries));
  const [first, last] = [entries[0], entries.at(-1)].map(
    (entry) => entry && { values: [entry.sortValue], id: entry.id },
  );
  return {
    items: rows,
    ...cursorsOf(hash, { start, hasMore: items.length > limit, first, last }),
    total,
    ...(await namesIn(context, subject, rows, include)),
  };
}

/**
 * List rows of index entries. Rows that an older projection wrote, and those of types with custom fields, are built from
 * their records.
 */
async function rowsOf(context: Context, subject: ListSubject, entries: readonly Entry[]): Promise<ListRow[]> {
  const { definition } = subject;
  const hasCustom = subject.shownCustom.size > 0;
  const rows = entries.map(({ id, row }) => (hasCustom ? undefined : rowFrom(definition, id, row)));
  const missing = entries.filter((_, at) => !rows[at]).map(({ id }) => keyOf(definition, context.orgId, id));
  const read = { ...recordAttributes, strong: false };
  const records = (await getItems<RecordItem>(context, missing, read)).values();
  return rows.flatMap((row) => {
    if (row) return [row];
    const item = records.next().value;
    if (!item) return [];
    const record = recordFrom(definition, item);
    const custom = customInRow(subject, record);
    return [{ ...rowOf(definition, record), ...(custom === undefined ? {} : { custom }) }];
  });
}
