import type { dashboard, WaitingRecords } from '#contract/dashboard.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { Permission } from '#contract/permission.ts';
import { waitingSections, waitingShown, waitingTypes, type WaitingSection } from '#contract/waiting.ts';
import type { Source } from '#data/lists/cells.ts';
import { listAttributes, listRecordOf, type ListItem } from '#data/lists/list-record.ts';
import { plainSubject, type ListSubject } from '#data/lists/list-subject.ts';
import { matches } from '#data/lists/matches.ts';
import type { Predicate } from '#data/lists/predicate.ts';
import { predicateIn } from '#data/lists/selected.ts';
import type { Context } from '#data/organization/context.ts';
import { keyOf, type AnyRecord } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import type { Key } from '#data/store/keys.ts';
import { getItems, query, type Item } from '#data/store/table.ts';
import { waitingPartition } from '#data/store/waiting-keys.ts';
import { addDays, dateIn } from '#data/values/day.ts';

type Operation = (typeof dashboard)['operations']['today'];

/**
 * What waits for the caller. It is read from lines of the records that can wait for their owner, so that no copy must be
 * opened for it, and its cost depends on the number of the caller's open records only.
 */
export async function today(
  context: Context,
  { types = [...waitingTypes] }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const may = (permission: Permission) => context.scopeFor(permission) !== undefined;
  const sections = waitingSections(context.settings, may).filter(({ type }) => types.includes(type));
  const found = await Promise.all(sections.map((section) => candidatesIn(context, section)));
  return { sections: await Promise.all(found.map((candidates) => shownOf(context, candidates))) };
}

/** Lines of a type that are looked through at a time, from the earliest on. */
const linesTogether = 500;
/** If fewer wait than are shown, as many lines are looked through at most. */
const linesMost = 2_000;
/** As many records are read at most, if those that are read wait no longer. */
const recordsMost = 12;

/** The records of a type that wait by their lines, the earliest first. */
interface Candidates {
  section: WaitingSection;
  subject: ListSubject;
  predicate: Predicate;
  ids: readonly string[];
  isAll: boolean;
}

async function candidatesIn(context: Context, section: WaitingSection): Promise<Candidates> {
  const { type, filter } = section;
  const subject = plainSubject(context, recordDefinitions[type]);
  const predicate = predicateIn(context, subject, filter);
  const fields = fieldsIn(filter);
  const ids: string[] = [];
  let start: Item | undefined;
  for (let seen = 0; seen < linesMost && ids.length < waitingShown;) {
    const { lines, next } = await linesOf(context, section, predicate, start);
    const waiting = lines.filter((line) => matches(predicate, sourceOf(context, subject, fields, line)));
    ids.push(...waiting.map(idOf));
    start = next;
    seen += lines.length;
    if (!next) break;
  }
  return { section, subject, predicate, ids, isAll: start === undefined };
}

/** The first records that wait. Those that wait no longer are left out, and the next ones are read instead. */
async function shownOf(
  context: Context,
  { section, subject, predicate, ids, isAll }: Candidates,
): Promise<WaitingRecords> {
  const items: WaitingRecords['items'] = [];
  let gone = 0;
  const most = Math.min(ids.length, recordsMost);
  for (let start = 0; items.length < waitingShown && start < most;) {
    const next = ids.slice(start, start + waitingShown - items.length);
    const found = await recordsOf(context, subject, next, predicate);
    items.push(...found.map((source) => rowOf(subject, section, source)));
    gone += next.length - found.length;
    start += next.length;
  }
  return { type: section.type, items, total: ids.length - gone, totalIsExact: isAll };
}

type Line = Key & { data: string };

const idOf = ({ sk }: Key): string => sk.slice(sk.lastIndexOf('#') + 1);

/** The next lines of the records of a type that can wait today, from the earliest on. */
async function linesOf(
  context: Context,
  section: WaitingSection,
  predicate: Predicate,
  start: Item | undefined,
): Promise<{ lines: Line[]; next: Item | undefined }> {
  const { from, to } = spanOf(context, section, predicate);
  const { items, lastKey } = await query<Line>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':pk': waitingPartition(context.orgId, context.actor.userId),
      ':from': `${section.type}#${from}`,
      ':to': `${section.type}#${to}~`,
    },
    ProjectionExpression: 'sk, #data',
    ExpressionAttributeNames: { '#data': 'data' },
    Limit: linesTogether,
    ...(start ? { ExclusiveStartKey: start } : {}),
  });
  return { lines: items, next: lastKey };
}

/** A quote expires within minutes after its last day, or days later after a standstill. Its line stays. */
const lateDays = 30;

/** Where lines of records that wait can be, of all that a person has. */
function spanOf(
  { settings: { timeZone }, now }: Context,
  { type, sort }: WaitingSection,
  predicate: Predicate,
): { from: string; to: string } {
  const today = dateIn(timeZone, now);
  return {
    from: type === 'quote' ? addDays(today, -lateDays) : '',
    // An invoice becomes overdue after its due date.
    to: type === 'invoice' ? today : (endIn(predicate, sort) ?? '~'),
  };
}

/** Up to where a predicate limits the values of a column, if all of its records are so limited. */
function endIn(predicate: Predicate, name: string): string | undefined {
  if (!('all' in predicate)) return undefined;
  const ends = predicate.all.flatMap((part) =>
    'test' in part && part.column.name === name && !part.isInverted && 'to' in part.test
      ? [part.test.to]
      : [],
  );
  return ends[0] === undefined ? undefined : String(ends[0]);
}

/** What a line has of its record, with the computed values that the filter tests. */
function sourceOf(
  context: Context,
  { definition, settings }: ListSubject,
  fields: readonly string[],
  { data }: Line,
): Source {
  const known = { ...(JSON.parse(data) as object), ownerId: context.actor.userId };
  const computed = fields.flatMap((name) => {
    const of = definition.computed?.values[name];
    return of ? [[name, of(known as unknown as AnyRecord, settings)] as const] : [];
  });
  return { ...known, ...Object.fromEntries(computed) };
}

/** The records that wait as they are now: a line can be a moment older. */
async function recordsOf(
  context: Context,
  subject: ListSubject,
  ids: readonly string[],
  predicate: Predicate,
): Promise<Source[]> {
  const items = await getItems<ListItem>(
    context,
    ids.map((id) => keyOf(subject.definition, context.orgId, id)),
    { ...listAttributes(subject.definition), strong: false },
  );
  return items.flatMap((item) => {
    const source = item && item.mergedInto === undefined && listRecordOf(subject, item)?.source;
    return source && source.deletedAt === undefined && matches(predicate, source) ? [source] : [];
  });
}

/** The values of a record in the columns of its section that the caller can use. */
function rowOf(
  { columns: usable }: ListSubject,
  { columns }: WaitingSection,
  source: Source,
): WaitingRecords['items'][number] {
  const { id, version } = source as Source & { id: string; version: number };
  const values = columns.flatMap((name) =>
    usable.has(name) && source[name] !== undefined ? [[name, source[name]] as const] : [],
  );
  return { id, version, ...Object.fromEntries(values) };
}
