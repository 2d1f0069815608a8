import { ProblemError } from '#contract/problem.ts';
import type { Context } from './context.ts';
import { chartKey, chartRevisionKey, type Key } from './keys.ts';
import { getItem } from './table.ts';
import type { Action } from './transact.ts';
import type { Session } from './units.ts';

/** One employee in the organization chart, an attribute by the employee's id: their manager's employee id and their own user id. */
interface Place {
  m?: string;
  u?: string;
}

/** What an employee record means for the chart. */
export interface ChartChange {
  id: string;
  managerId: string | undefined;
  userId: string | undefined;
  /** Left the chart: in the trash. */
  isGone: boolean;
}

/** The organization chart, and how often it was changed: never, where nothing tells. */
export interface Chart {
  people: Readonly<Record<string, Place>>;
  revision: number;
}

const cacheSize = 50;
const cache = new Map<string, Chart>();

/**
 * The organization chart as it is now: moving a manager acts on the next request and rewrites no record. Read strongly,
 * but in full only where it has changed since this process read it last.
 */
export async function readChart(session: Session, orgId: string): Promise<Chart> {
  const counted = await getItem<{ revision: number }>(session, chartRevisionKey(orgId));
  const known = cache.get(orgId);
  if (known && known.revision === counted?.revision) return known;
  const item = await getItem<Key & Record<string, Place> & { revision?: number }>(session, chartKey(orgId));
  const { pk: _pk, sk: _sk, revision = 0, ...people } = item ?? {};
  const chart: Chart = { people, revision };
  cache.delete(orgId);
  if (cache.size >= cacheSize) cache.delete(cache.keys().next().value ?? '');
  if (revision > 0) cache.set(orgId, chart);
  return chart;
}

/** A user and everybody who works under them, at any depth, as user ids. */
export async function teamOf(session: Session, orgId: string, userId: string): Promise<string[]> {
  return teamIn((await readChart(session, orgId)).people, userId);
}

/** The team that a caller asks for by its head; who works under whom is told by employees alone. */
export async function teamAskedFor(context: Context, headId: string): Promise<string[]> {
  if (!context.scopeFor('employee:read')) throw new ProblemError('forbidden');
  return teamOf(context, context.orgId, headId);
}

/** The team in a chart; circles, should there be one, are walked once. */
export function teamIn(chart: Readonly<Record<string, Place>>, userId: string): string[] {
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

/** Somebody with a manager to be. */
export interface Managed {
  id: string;
  managerId?: string | undefined;
}

/** Whether one of these would become their own manager at some remove, with all of them in their places. */
export function makesCircle(chart: Readonly<Record<string, Place>>, placed: readonly Managed[]): boolean {
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

/** The chart was changed after it was read: what was looked at in it has to be looked at anew. */
export class ChartMoved extends ProblemError {
  constructor() {
    super('precondition_failed');
  }
}

/**
 * One update of the chart for all employees of a transaction, and its next revision. With `seen` it holds only where
 * nobody has changed the chart since that revision was read.
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
  const places = changes.flatMap(({ managerId, userId, isGone }, index): [string, Place][] =>
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
        Key: { ...chartRevisionKey(orgId) },
        UpdateExpression: 'ADD #revision :one',
        ExpressionAttributeNames: revision,
        ExpressionAttributeValues: { ':one': 1, ...(seen ? { ':seen': seen } : {}) },
        ...(seen === undefined ? {} : { ConditionExpression: isAsSeen(seen) }),
      },
      refuse: () => new ChartMoved(),
    },
  ];
}

const isAsSeen = (seen: number): string =>
  seen > 0 ? '#revision = :seen' : 'attribute_not_exists(#revision)';
