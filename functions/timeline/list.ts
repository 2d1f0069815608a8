import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { timeline as resource, TimelineEntry } from '#contract/timeline.ts';
import type { Context } from '#data/organization/context.ts';
import { openActivityPrefix, originPrefix, recordKey, timelinePrefix, type Key } from '#data/store/keys.ts';
import { decodeCursor, encodeCursor, listHash, type Position } from '#data/records/cursor.ts';
import { loadParent, type Parent } from '#data/records/read.ts';
import { query, type Item } from '#data/store/table.ts';
import { readChanges, type ChangeLine } from './changes.ts';
import { withVisibleContent } from './visible.ts';

type List = (typeof resource)['operations']['list'];
type Kind = TimelineEntry['kind'];

/** A timeline to read and the kinds of lines to include. Undefined `kinds` include all. */
interface Strand {
  record: Key;
  kinds: readonly Kind[] | undefined;
}

interface Line {
  sk: string;
  data: string;
}
/** A line, with the version if it is a change. */
type MergedLine = Line & Partial<ChangeLine>;

/** Kinds of lines of a lead that also appear in the timelines of the records it was converted to. */
const handedOn: readonly Kind[] = ['note', 'activity'];
/** Maximum number of leads included in one record's timeline; a customer can come from many. */
const originsMost = 5;
const upcomingMost = limits.pageSizeMax;

/**
 * Lists a timeline, newest first, merged with the notes and activities of the leads that were converted to the record.
 * Planned activities and open tasks appear on the first page only. A page can be short if the caller may not see some
 * lines.
 */
export async function list(context: Context, input: InputOf<List>): Promise<OutputOf<List>> {
  const parent = await loadParent(context, input);
  const { key } = parent;
  const { kind, limit = limits.pageSizeDefault } = input;
  const hash = listHash(['timeline with changes', key.pk, kind]);
  const start = startOf(decodeCursor(hash, input.cursor));
  const origins = await originsOf(context, key);
  const strands = [
    ...(kind === 'change' ? [] : [{ record: key, kinds: kind && [kind] }]),
    ...origins.map((record) => ({ record, kinds: kind ? handedOn.filter((one) => one === kind) : handedOn })),
  ].filter(({ kinds }) => kinds?.length !== 0);
  const [upcoming, { lines, next }] = await Promise.all([
    start ? [] : readUpcoming(context, strands),
    readPage(context, kind === undefined || kind === 'change' ? parent : undefined, strands, start, limit),
  ]);
  const [shown, planned] = await Promise.all([
    withVisibleContent(
      context,
      lines.map(entryOf).filter((entry) => kind !== undefined || isNews(entry)),
    ),
    withVisibleContent(context, upcoming.map(entryOf)),
  ]);
  return {
    upcoming: planned.sort((a, b) => (a.at < b.at ? -1 : 1)),
    items: shown,
    ...(next ? { nextCursor: encodeCursor(hash, next) } : {}),
  };
}

/**
 * Whether a line tells something new. That of a credit note tells more than the change that it makes to its invoice, and
 * that of an answer more than a change of its issue that leaves the status.
 */
function isNews({ kind, action, data }: TimelineEntry): boolean {
  if (kind !== 'change') return true;
  const changes = (data?.changes ?? []) as { field: string }[];
  return action === 'answered' || action === 'answeredByCustomer'
    ? changes.some(({ field }) => field === 'statusId')
    : action !== 'credited';
}

const entryOf = ({ data }: Line): TimelineEntry => JSON.parse(data) as TimelineEntry;

/** Where a page starts: below the time and id of a line, and below a version of the record. */
interface Start {
  at: string;
  id: string;
  version: number | undefined;
}

/** The id in a cursor is that of the last line, and the version of the last change shown, separated by `#`. */
function startOf(position: Position | undefined): Start | undefined {
  if (!position) return undefined;
  const [, id = '', version] = /^([^#]*)(?:#(\d{1,9}))?$/.exec(position.id) ?? [];
  return { at: position.sortValue, id, version: version === undefined ? undefined : Number(version) };
}

function positionOf(sk: string, version: number | undefined): Position {
  const [, sortValue = '', id = ''] = sk.split('#');
  return { sortValue, id: version === undefined ? id : `${id}#${version}` };
}

/**
 * The newest leads that were converted to this record, up to `originsMost`. Whoever takes over a record sees how it came
 * about, even if the lead belongs to somebody else. An API key needs permission to read leads.
 */
async function originsOf(context: Context, { pk }: Key): Promise<Key[]> {
  if (!context.scopeFor('lead:read')) return [];
  const { items } = await query<{ sk: string }>(context, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': originPrefix },
    ProjectionExpression: 'sk',
    ScanIndexForward: false,
    Limit: originsMost,
  });
  return items.map(({ sk }) => recordKey(context.orgId, 'lead', sk.slice(originPrefix.length)));
}

/** Lines with a future time, and open tasks. */
async function readUpcoming(context: Context, strands: readonly Strand[]): Promise<Line[]> {
  const found = await Promise.all(
    strands.map(async ({ record, kinds = ['activity', 'task'] }) => {
      const plannable = kinds.filter((kind) => kind === 'activity' || kind === 'task');
      if (plannable.length === 0) return [];
      const range = { from: `${timelinePrefix}${context.now}~`, to: `${openActivityPrefix}~` };
      const read = await readLines(context, record, range, plannable, { most: upcomingMost, forward: true });
      return read.lines;
    }),
  );
  return found.flat();
}

/**
 * Merges the next lines of all timelines, and the next changes of `changed`, up to the point to which each of them has
 * been read.
 */
async function readPage(
  context: Context,
  changed: Parent | undefined,
  strands: readonly Strand[],
  start: Start | undefined,
  limit: number,
): Promise<{ lines: Line[]; next: Position | undefined }> {
  const to = `${timelinePrefix}${start ? `${start.at}#${start.id}` : `${context.now}~`}`;
  const before = { before: start?.version, until: start?.at ?? context.now };
  const read: { lines: MergedLine[]; end: string | undefined }[] = await Promise.all([
    ...(changed ? [readChanges(context, changed, before, limit + 1)] : []),
    ...strands.map(({ record, kinds }) =>
      readLines(context, record, { from: timelinePrefix, to }, kinds, { most: limit + 1, forward: false }),
    ),
  ]);
  const frontier = read
    .flatMap(({ end }) => end ?? [])
    .sort()
    .at(-1);
  const known = read
    .flatMap(({ lines }) => lines)
    .filter(({ sk }) => frontier === undefined || sk >= frontier)
    .sort((a, b) => (a.sk < b.sk ? 1 : -1));
  const lines = known.slice(0, limit);
  const version = lines.findLast((line) => line.version !== undefined)?.version ?? start?.version;
  const next = known.length > limit ? lines.at(-1)?.sk : frontier;
  return { lines, next: next === undefined ? undefined : positionOf(next, version) };
}

/**
 * Stored lines of one timeline in a range that excludes its upper end. Reading stops after about
 * `limits.boundedReadItems` lines. Lines of changes, which earlier releases stored too, are left out.
 */
async function readLines(
  context: Context,
  { pk }: Key,
  { from, to }: { from: string; to: string },
  kinds: readonly Kind[] | undefined,
  { most, forward }: { most: number; forward: boolean },
): Promise<{ lines: Line[]; end: string | undefined }> {
  const lines: Line[] = [];
  let lastKey: Item | undefined;
  let looked = 0;
  do {
    const page = await query<Line>(context, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': pk,
        ':from': from,
        ':to': to,
        ...(kinds
          ? Object.fromEntries(kinds.map((kind, index) => [`:k${index}`, kind]))
          : { ':change': 'change' }),
      },
      ExpressionAttributeNames: { '#data': 'data', '#entry': 'entry' },
      FilterExpression: kinds
        ? `#entry IN (${kinds.map((_, index) => `:k${index}`).join(', ')})`
        : '#entry <> :change',
      ProjectionExpression: 'sk, #data',
      ScanIndexForward: forward,
      Limit: kinds || looked > 0 ? 250 : most + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    lines.push(...page.items.filter(({ sk }) => sk !== to));
    lastKey = page.lastKey;
    looked += page.scanned;
  } while (lastKey && lines.length < most && looked < limits.boundedReadItems);
  return { lines: lines.slice(0, most), end: endOf(lines, most, lastKey) };
}

/** The sort key up to which the lines are complete, or undefined if the whole range has been read. */
function endOf(lines: readonly Line[], most: number, lastKey: Item | undefined): string | undefined {
  if (lines.length > most) return lines[most - 1]?.sk;
  return lastKey && String(lastKey.sk);
}
