import type { ActivityLine } from '#contract/dashboard.ts';
import type { ChangeHeader, Handover } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { changesPartition, indexName, namedIn } from '#data/store/keys.ts';
import type { Owners } from '#data/records/read.ts';
import { readTitles } from '#data/records/visible.ts';
import { query, type Item } from '#data/store/table.ts';

const recentLines = 10;
/** Number of changes read at a time. */
const readAtOnce = 15;
/** Maximum number of changes read per index partition to find `recentLines` changes that can be shown. */
const recentReadItems = 45;
/** Types of entries. Changes to them are shown as changes to their record. */
const entryTypes = ['note'];

/** A change as lists show it. The title comes from the record. */
type Line = Omit<ActivityLine, 'title'>;

/** An index entry of a change. */
interface Entry {
  /** The key of the item that contains the history: `ORG#<organization>#<type>#<id>`. */
  pk: string;
  type: string;
  /** A `ChangeHeader`, a `Handover`, or the line itself in changes that earlier releases stored. */
  row: string;
  /** Begins with the time of the change, followed by `#`. */
  place: string;
}

/** The newest changes to records that the caller can access and to their notes. */
export async function recentChanges(
  context: Context,
  owners: Owners,
  types: readonly string[],
): Promise<ActivityLine[]> {
  const partitions = owners === 'all' ? [undefined] : owners;
  const found = await Promise.all(partitions.map((ownerId) => changesOf(context, ownerId, types)));
  const lines = found
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, recentLines);
  return titled(context, lines);
}

/** Adds the titles of records. Those of removed records are empty, and lines of inaccessible records are left out. */
async function titled(context: Context, lines: readonly Line[]): Promise<ActivityLine[]> {
  const named = lines.map(({ recordType: type, recordId: id }) => ({ type, id }));
  const titles = await readTitles(context, named);
  return lines.flatMap(({ recordType, recordId, ...line }) => {
    const title = titles.get(recordId);
    return title === undefined ? [] : [{ recordType, recordId, title, ...line }];
  });
}

async function changesOf(
  context: Context,
  ownerId: string | undefined,
  types: readonly string[],
): Promise<Line[]> {
  const index = ownerId === undefined ? 'g1' : 'g2';
  const patterns = [...types, ...entryTypes].map((type, index) => [`:t${index}`, `|type=${type}|`] as const);
  const seen: (Line | Handover)[] = [];
  let lines: Line[];
  let [read, from]: [number, Item | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<typeof query<Item>>> = await query(context, {
      IndexName: indexName(index),
      KeyConditionExpression: '#pk = :pk',
      FilterExpression: patterns.map(([name]) => `contains(facets, ${name})`).join(' OR '),
      ExpressionAttributeValues: {
        ':pk': changesPartition(context.orgId, ownerId),
        ...Object.fromEntries(patterns),
      },
      ExpressionAttributeNames: { '#type': 'type', '#row': 'row', '#pk': `${index}pk`, '#sk': `${index}sk` },
      ProjectionExpression: 'pk, #type, #row, #sk',
      ScanIndexForward: false,
      Limit: readAtOnce,
      ...(from ? { ExclusiveStartKey: from } : {}),
    });
    seen.push(
      ...page.items.map(({ pk, type, row, [`${index}sk`]: place }) =>
        lineFrom({ pk: String(pk), type: String(type), row: String(row), place: String(place) }),
      ),
    );
    lines = withoutHandedOver(seen).filter(
      ({ recordType, action }) => types.includes(recordType) && !leftOut.has(action),
    );
    [read, from] = [read + readAtOnce, page.lastKey];
  } while (from && lines.length < recentLines && read < recentReadItems);
  return lines.slice(0, recentLines);
}

/** Changes that say little: of positions on a board, and of entries that a merge moves. */
const leftOut: ReadonlySet<string> = new Set(['reordered', 'note.moved']);

function lineFrom({ pk, type, row, place }: Entry): Line | Handover {
  const stored = JSON.parse(row) as ChangeHeader | (Line & { title: string }) | Handover;
  if ('handedOver' in stored) return stored;
  if ('recordType' in stored) {
    const { title: _title, ...line } = stored;
    return line;
  }
  const { action, actorId, via, about, fields } = stored;
  const { type: recordType, id: recordId } = about ?? namedIn(pk);
  const [at = ''] = place.split('#');
  return {
    recordType,
    recordId,
    action: recordType === type ? action : `${type}.${action}`,
    ...(fields ? { fields } : {}),
    actorId,
    ...(via ? { via } : {}),
    at,
  };
}

/** Changes up to this long after a handover are left out too, because their requests may have started before it. */
const overlapMs = 15_000;

/** Leaves out the changes that a record had before it was handed over to another owner. */
function withoutHandedOver(read: readonly (Line | Handover)[]): Line[] {
  const wentAt = new Map<string, number>();
  for (const line of read) {
    if ('handedOver' in line && !wentAt.has(line.recordId)) wentAt.set(line.recordId, Date.parse(line.at));
  }
  return read.filter((line): line is Line => {
    const went = wentAt.get(line.recordId);
    return !('handedOver' in line) && (went === undefined || Date.parse(line.at) > went + overlapMs);
  });
}
