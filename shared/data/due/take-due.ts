import type { Item } from '../sdk/client.ts';
import { indexName, organizationOf } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { query } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import type { DueRow, Outcome } from './end-due-item.ts';
import { duePartitions, type DueKind } from './kinds.ts';

/** How a kind is taken. */
export interface Taker {
  /** Happens in one transaction with `taken`, `removed` or `moved` of end-due-item.ts, or can be repeated. */
  take: (session: Session, row: DueRow, now: string, untilMs: number) => Promise<Outcome>;
  /** Number of items of a partition that are taken at a time. */
  atOnce?: number;
}

export type Takers = Partial<Record<DueKind, Taker>>;

/** Many, so that a run gets past the items of one organization that it leaves out. */
const pageItems = 1_000;
/** Number of items of a kind that fail after which a run leaves the others to the next one: many are an outage. */
const failuresMax = 20;

/**
 * Takes what is due until the time `untilMs` (epoch milliseconds): in order within a partition, and all partitions at once,
 * so that no kind waits for another. An item that fails doesn't keep others from being taken, and is the first one of the
 * next run. Throws the first failure in the end. Returns how many items were taken.
 */
export async function takeDue(session: Session, takers: Takers, untilMs: number): Promise<number> {
  const runs = (Object.entries(takers) as [DueKind, Taker][]).map(([kind, taker]): KindRun => ({
    kind,
    taker,
    untilMs,
    taken: 0,
    left: new Set(),
    failures: [],
  }));
  await Promise.all(
    runs.map(async (run) => {
      const partitions = duePartitions(run.kind).map((partition) =>
        takePartition(session, partition, run).catch((error: unknown) => fail(run, error)),
      );
      await Promise.all(partitions);
    }),
  );
  for (const { kind, taken, failures } of runs)
    if (taken > 0 || failures.length > 0)
      writeLog({ level: 'info', message: 'due items taken', kind, taken, failed: failures.length });
  const [failure] = runs.flatMap(({ failures }) => failures);
  if (failure) throw failure as Error;
  return runs.reduce((sum, { taken }) => sum + taken, 0);
}

/** What one run has done so far about a kind. */
interface KindRun {
  kind: DueKind;
  taker: Taker;
  untilMs: number;
  taken: number;
  /** Organizations whose items this run leaves. */
  left: Set<string>;
  failures: unknown[];
}

async function takePartition(session: Session, partition: string, run: KindRun): Promise<void> {
  const { taker, untilMs } = run;
  const { atOnce = 1 } = taker;
  let next: Item | undefined;
  do {
    const now = new Date().toISOString();
    const { items, lastKey } = await query<DueRow>(session, {
      IndexName: indexName('g6'),
      KeyConditionExpression: 'g6pk = :pk AND g6sk <= :now',
      ExpressionAttributeValues: { ':pk': partition, ':now': `${now}~` },
      ProjectionExpression: 'pk, sk, g6sk',
      Limit: pageItems,
      // The index may still show items that were just taken, so a page starts after the last one.
      ...(next ? { ExclusiveStartKey: next } : {}),
    });
    for (let from = 0; from < items.length; from += atOnce) {
      if (Date.now() >= untilMs || run.failures.length >= failuresMax) return;
      await Promise.all(items.slice(from, from + atOnce).map((row) => takeOne(session, row, now, run)));
    }
    next = lastKey;
  } while (next && Date.now() < untilMs);
}

async function takeOne(session: Session, row: DueRow, now: string, run: KindRun): Promise<void> {
  const { taker, untilMs, left } = run;
  const orgId = organizationOf(row.pk);
  if (left.has(orgId)) return;
  try {
    const outcome = await taker.take(session, row, now, untilMs);
    if (outcome === 'taken') run.taken += 1;
    if (outcome === 'organization-left') left.add(orgId);
  } catch (error) {
    fail(run, error, row);
  }
}

function fail({ kind, failures }: KindRun, error: unknown, { pk, sk }: Partial<DueRow> = {}): void {
  failures.push(error);
  writeLog({ level: 'error', message: 'due item failed', kind, pk, sk, error: errorNameOf(error) });
}
