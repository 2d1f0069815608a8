import type { RecordTally } from '#contract/tally.ts';
import type { Context } from '../organization/context.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import { withComputed } from '../records/computed.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import { isVisible, type Reach } from '../records/read.ts';
import { isGone } from '../records/stored.ts';
import { getItems } from '../store/table.ts';
import { listAttributes, listedFrom, type ListItem } from './list-record.ts';
import type { ListSubject } from './list-subject.ts';

/**
 * The current records of ids that a list found, in their order. Records that have left the reach, the list or the trash
 * in the meantime are undefined.
 */
export async function currentRecords(
  context: Context,
  subject: ListSubject,
  ids: readonly string[],
  { reach, isDeleted, strong = true }: { reach: Reach; isDeleted: boolean; strong?: boolean },
): Promise<((AnyRecord & RecordTally) | undefined)[]> {
  const { definition } = subject;
  const keys = ids.map((id) => keyOf(definition, context.orgId, id));
  const items = await getItems<ListItem>(context, keys, { ...listAttributes(definition), strong });
  const stored = items.map((item) => item && withComputed(subject, listedFrom(definition, item)));
  const found = await withCurrentTags(context, stored);
  return found.map((record) => {
    const isThere = record && !isGone(record, context.now) && isVisible(record, reach);
    return isThere && (record.deletedAt !== undefined) === isDeleted ? record : undefined;
  });
}
