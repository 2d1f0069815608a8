import { chartKey, type Key } from './keys.ts';
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

/** The organization chart, read strongly: moving a manager acts on the next request and rewrites no record. */
export async function readChart(session: Session, orgId: string): Promise<Record<string, Place>> {
  const {
    pk: _pk,
    sk: _sk,
    ...people
  } = (await getItem<Key & Record<string, Place>>(session, chartKey(orgId))) ?? {};
  return people;
}

/** A user and everybody who works under them, at any depth, as user ids. */
export async function teamOf(session: Session, orgId: string, userId: string): Promise<string[]> {
  return teamIn(await readChart(session, orgId), userId);
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

/** Whether somebody would become their own manager at some remove. */
export function makesCircle(chart: Readonly<Record<string, Place>>, id: string, managerId: string): boolean {
  const seen = new Set<string>();
  for (let above: string | undefined = managerId; above && !seen.has(above); above = chart[above]?.m) {
    if (above === id) return true;
    seen.add(above);
  }
  return false;
}

/** One update of the chart for all employees of a transaction. */
export function chartAction(orgId: string, changes: readonly ChartChange[]): Action[] {
  const names = Object.fromEntries(changes.map(({ id }, index) => [`#i${index}`, id]));
  const sets = changes.flatMap(({ isGone }, index) => (isGone ? [] : [`#i${index} = :p${index}`]));
  const removes = changes.flatMap(({ isGone }, index) => (isGone ? [`#i${index}`] : []));
  const expression = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
  ];
  const values = changes.flatMap(({ managerId, userId, isGone }, index): [string, Place][] =>
    isGone
      ? []
      : [[`:p${index}`, { ...(managerId ? { m: managerId } : {}), ...(userId ? { u: userId } : {}) }]],
  );
  return [
    {
      update: {
        Key: { ...chartKey(orgId) },
        UpdateExpression: expression.join(' ').trim(),
        ExpressionAttributeNames: names,
        ...(values.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
      },
    },
  ];
}
