import { fieldProblem, ProblemError } from '#contract/problem.ts';
import type { RecordAccess } from '#contract/record-access.ts';
import { putBounded } from '../store/bounded-cache.ts';
import type { Context } from './context.ts';
import { chartKey, memberKey, reachKey, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/**
 * One employee in the organization chart, stored under the employee's id: `m` is the manager's employee id, `u` the
 * employee's user id.
 */
interface ChartEntry {
  m?: string;
  u?: string;
}

/** A change to one employee in the chart. */
export interface ChartChange {
  id: string;
  managerId: string | undefined;
  userId: string | undefined;
  /** Whether the employee is removed from the chart because the record is in the trash. */
  isGone: boolean;
}

/** The organization chart and its revision, which is 0 if it never changed. */
export interface Chart {
  people: Readonly<Record<string, ChartEntry>>;
  revision: number;
}

/** What decides, with a member's role, which records the member reaches. It is small, because requests read it. */
interface ReachItem {
  /** The revision of the chart. */
  revision?: number;
  /** What the organization lets managers and employees read and change. Missing if it never chose. */
  recordAccess?: RecordAccess;
}

/** Reads it with strong consistency. */
export const readReachItem = (session: Session, orgId: string): Promise<ReachItem | undefined> =>
  getItem<Record<string, unknown> & ReachItem>(session, reachKey(orgId));

const cacheSize = 50;
const cache = new Map<string, Chart>();

/**
 * Reads the current organization chart with strong consistency, so that a change of manager takes effect on the next
 * request, without rewriting records. The whole chart is read only if this process has no cached chart of the current
 * revision.
 */
export async function readChart(session: Session, orgId: string, counted?: ReachItem): Promise<Chart> {
  const { revision: current } = counted ?? (await readReachItem(session, orgId)) ?? {};
  const known = cache.get(orgId);
  if (known && known.revision === current) return known;
  const item = await getItem<Key & Record<string, ChartEntry> & { revision?: number }>(
    session,
    chartKey(orgId),
  );
  const { pk: _pk, sk: _sk, revision = 0, ...people } = item ?? {};
  const chart: Chart = { people, revision };
  if (revision > 0) putBounded(cache, orgId, chart, cacheSize);
  else cache.delete(orgId);
  return chart;
}

/** User ids of a user and everyone who reports to them, directly or indirectly. */
export async function teamOf(
  session: Session,
  orgId: string,
  userId: string,
  counted?: ReachItem,
): Promise<string[]> {
  return teamIn((await readChart(session, orgId, counted)).people, userId);
}

/**
 * The team of the person in a `teamOf` filter. Requires permission to read employees, whose records define the chart.
 * Refuses somebody who is neither a member nor in the chart, unless the request was already accepted (`pointer` is null).
 */
export async function requestedTeam(
  context: Context,
  headId: string,
  pointer: string | null,
): Promise<string[]> {
  if (!context.scopeFor('employee:read')) throw new ProblemError('forbidden');
  const { people } = await readChart(context, context.orgId);
  const isKnown =
    pointer === null ||
    Object.values(people).some(({ u }) => u === headId) ||
    (await getItem(context, memberKey(context.orgId, headId))) !== undefined;
  if (!isKnown) throw fieldProblem(pointer, 'unknown_reference');
  return teamIn(people, headId);
}

/** User ids of a user's team in a chart. Visits everyone only once, so that a cycle can't cause an endless loop. */
export function teamIn(chart: Readonly<Record<string, ChartEntry>>, userId: string): string[] {
  const under = new Map<string, string[]>();
  for (const [id, { m }] of Object.entries(chart)) if (m) under.set(m, [...(under.get(m) ?? []), id]);
  const open = Object.entries(chart).flatMap(([id, { u }]) => (u === userId ? [id] : []));
  const seen = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const report of under.get(id) ?? []) {
      if (!seen.has(report)) open.push(report);
      seen.add(report);
    }
  }
  const users = [...seen].flatMap((id) => chart[id]?.u ?? []);
  return [...new Set([userId, ...users])];
}

/** An employee, with the manager after the change. */
export interface Managed {
  id: string;
  managerId?: string | undefined;
}

/** Whether the changes would make someone their own manager, directly or indirectly. */
export function makesCircle(
  chart: Readonly<Record<string, ChartEntry>>,
  placed: readonly Managed[],
): boolean {
  const managers = new Map(placed.map(({ id, managerId }) => [id, managerId]));
  const managerOf = (id: string) => (managers.has(id) ? managers.get(id) : chart[id]?.m);
  return placed.some(({ id }) => {
    const seen = new Set<string>();
    for (let above = managerOf(id); above && !seen.has(above); above = managerOf(above)) {
      if (above === id) return true;
      seen.add(above);
    }
    return false;
  });
}

/** Thrown if the chart changed after it was read, so that checks against it must be repeated. */
export class ChartMoved extends ProblemError {
  constructor() {
    super('precondition_failed');
  }
}

/**
 * The actions that update the chart for all employees changed in a transaction. With `seen`, they require that the
 * chart has that revision.
 */
export function chartActions(orgId: string, changes: readonly ChartChange[], seen?: number): Action[] {
  if (changes.length === 0) return [];
  const sets = changes.flatMap(({ isGone }, index) => (isGone ? [] : [`#i${index} = :p${index}`]));
  const removes = changes.flatMap(({ isGone }, index) => (isGone ? [`#i${index}`] : []));
  const expression = [
    ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
    ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    'ADD #revision :one',
  ];
  const places = changes.flatMap(({ managerId, userId, isGone }, index): [string, ChartEntry][] =>
    isGone
      ? []
      : [[`:p${index}`, { ...(managerId ? { m: managerId } : {}), ...(userId ? { u: userId } : {}) }]],
  );
  const ids = changes.map(({ id }, index): [string, string] => [`#i${index}`, id]);
  const revision = { '#revision': 'revision' };
  return [
    {
      update: {
        Key: { ...chartKey(orgId) },
        UpdateExpression: expression.join(' '),
        ExpressionAttributeNames: { ...revision, ...Object.fromEntries(ids) },
        ExpressionAttributeValues: { ':one': 1, ...Object.fromEntries(places) },
      },
    },
    {
      update: {
        Key: { ...reachKey(orgId) },
        UpdateExpression: 'ADD #revision :one',
        ExpressionAttributeNames: revision,
        ExpressionAttributeValues: { ':one': 1, ...(seen ? { ':seen': seen } : {}) },
        ...(seen === undefined ? {} : { ConditionExpression: hasRevision(seen) }),
      },
      refuse: () => new ChartMoved(),
    },
  ];
}

const hasRevision = (seen: number): string =>
  seen > 0 ? '#revision = :seen' : 'attribute_not_exists(#revision)';
