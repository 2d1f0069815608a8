import type { ActivityLine } from '#contract/dashboard.ts';
import type { Handover } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { changesPartition, indexName } from '#data/store/keys.ts';
import type { Reach } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';

const recentLines = 10;
/** Number of changes read at a time. */
const readAtOnce = 15;
/** Maximum number of changes read per index partition to find `recentLines` changes that can be shown. */
const recentReadItems = 45;
/** Types of entries. Changes to them are shown as changes to their record. */
const entryTypes = ['note'];

/** The newest changes to records that the caller can access and to their notes. */
export async function recentChanges(
  context: Context,
  owners: Reach,
  types: readonly string[],
): Promise<ActivityLine[]> {
  const partitions = owners === 'all' ? [undefined] : owners;
  const found = await Promise.all(partitions.map((ownerId) => changesOf(context, ownerId, types)));
  return found
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, recentLines);
}

async function changesOf(
  context: Context,
  ownerId: string | undefined,
  types: readonly string[],
): Promise<ActivityLine[]> {
  const index = ownerId === undefined ? 'g1' : 'g2';
  const patterns = [...types, ...entryTypes].map((type, index) => [`:t${index}`, `|type=${type}|`] as const);
  const seen: (ActivityLine | Handover)[] = [];
  let lines: ActivityLine[];
  let [read, from]: [number, Item | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<typeof query<{ row: string }>>> = await query(context, {
      IndexName: indexName(index),
      KeyConditionExpression: '#pk = :pk',
      FilterExpression: patterns.map(([name]) => `contains(facets, ${name})`).join(' OR '),
      ExpressionAttributeValues: {
        ':pk': changesPartition(context.orgId, ownerId),
        ...Object.fromEntries(patterns),
      },
      ExpressionAttributeNames: { '#row': 'row', '#pk': `${index}pk` },
      ProjectionExpression: '#row',
      ScanIndexForward: false,
      Limit: readAtOnce,
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    seen.push(...page.items.map((item) => JSON.parse(item.row) as ActivityLine | Handover));
    lines = withoutHandedOver(seen).filter(
      ({ recordType, action }) => types.includes(recordType) && action !== 'reordered',
    );
    [read, from] = [read + readAtOnce, page.lastKey];
  } while (from && lines.length < recentLines && read < recentReadItems);
  return lines.slice(0, recentLines);
}

/** Changes up to this long after a handover are left out too, because their requests may have started before it. */
const overlapMs = 15_000;

/** Leaves out the changes that a record had before it was handed over to another owner. */
function withoutHandedOver(read: readonly (ActivityLine | Handover)[]): ActivityLine[] {
  const wentAt = new Map<string, number>();
  for (const line of read) {
    if ('handedOver' in line && !wentAt.has(line.recordId)) wentAt.set(line.recordId, Date.parse(line.at));
  }
  return read.filter((line): line is ActivityLine => {
    const went = wentAt.get(line.recordId);
    return !('handedOver' in line) && (went === undefined || Date.parse(line.at) > went + overlapMs);
  });
}
