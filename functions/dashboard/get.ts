import type { ActivityLine, DashboardData } from '#contract/dashboard.ts';
import type { Handover } from '#data/change.ts';
import type { Context } from '#data/context.ts';
import { changesPartition, indexName } from '#data/keys.ts';
import { contactRecords } from '#data/records/contact.ts';
import {
  allAttribute,
  dateIn,
  dayAttribute,
  monthGroup,
  ownerGroup,
  readCounters,
  valueAttribute,
  wholeGroup,
} from '#data/records/counters.ts';
import { readScope } from '#data/records/read.ts';
import { query, type Item } from '#data/table.ts';

/** Two weeks hold this week and the whole one before it. */
const days = 14;
const recentLines = 10;
/** Changes looked through for ten that concern records: mostly the first part is enough. */
const recentReadItems = [15, 45];

/** Numbers from counters and the newest changes: what it costs does not grow with the organization. */
export async function get(context: Context): Promise<DashboardData> {
  const scope = readScope(contactRecords, context);
  const owner = scope === 'all' ? undefined : context.actor.userId;
  const group = owner === undefined ? wholeGroup : ownerGroup(owner);
  const dates = lastDates(dateIn(context.settings.timeZone, context.now), days);
  const months = [...new Set(dates.map((date) => date.slice(0, 7)))];
  const groups = scope ? [group, ...months.map((month) => monthGroup(group, month))] : [];
  const [[whole = {}, ...byMonth], recent] = await Promise.all([
    readCounters(contactRecords, context, groups),
    scope ? recentChanges(context, owner) : [],
  ]);
  const counted = (date: string): number =>
    byMonth[months.indexOf(date.slice(0, 7))]?.[dayAttribute(date.slice(8))] ?? 0;
  const perDay = dates.map((date) => ({ date, count: counted(date) }));
  const sum = (part: typeof perDay) => part.reduce((total, { count }) => total + count, 0);
  const sinceMonday = (new Date(`${dates.at(-1) ?? ''}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thisWeek = perDay.slice(-(sinceMonday + 1));
  return {
    contacts: {
      total: whole[allAttribute] ?? 0,
      newThisWeek: sum(thisWeek),
      newLastWeek: sum(perDay.slice(-(sinceMonday + 8), -(sinceMonday + 1))),
      perDay,
      byStatus: context.settings.contactStatuses.map(({ id }) => ({
        statusId: id,
        count: whole[valueAttribute(id)] ?? 0,
      })),
    },
    recent,
  };
}

/** Calendar dates up to and with the given one, oldest first. */
function lastDates(date: string, count: number): string[] {
  const end = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
}

/** The newest changes of records that the caller may see; those of other things are passed over while reading. */
async function recentChanges(context: Context, owner: string | undefined): Promise<ActivityLine[]> {
  const read: (ActivityLine | Handover)[] = [];
  let lines: ActivityLine[] = [];
  let start: Item | undefined;
  for (const most of recentReadItems) {
    const { items, lastKey } = await changesPage(context, owner, most, start);
    read.push(...items.map((item) => JSON.parse(item.row) as ActivityLine | Handover));
    lines = withoutHandedOver(read);
    start = lastKey;
    if (!start || lines.length >= recentLines) break;
  }
  return lines.slice(0, recentLines);
}

/** As long as a request lasts that was under way when the record went. */
const overlapMs = 15_000;

/** Changes stay where they were told; of a record that went to another owner none are shown but what came afterwards. */
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

function changesPage(context: Context, owner: string | undefined, most: number, start: Item | undefined) {
  const index = owner === undefined ? 'g1' : 'g2';
  return query<{ row: string }>(context, {
    IndexName: indexName(index),
    KeyConditionExpression: '#pk = :pk',
    FilterExpression: 'contains(facets, :contact) OR contains(facets, :note)',
    ExpressionAttributeValues: {
      ':pk': changesPartition(context.orgId, owner),
      ':contact': '|type=contact|',
      ':note': '|type=note|',
    },
    ExpressionAttributeNames: { '#row': 'row', '#pk': `${index}pk` },
    ProjectionExpression: '#row',
    ScanIndexForward: false,
    Limit: most,
    ...(start ? { ExclusiveStartKey: start } : {}),
  });
}
