import { sleep } from '../store/retry.ts';
import type { Session } from '../store/units.ts';
import { withinBudget } from '../store/write-budget.ts';

/** A third of what DynamoDB gives to one partition, because most of the work is in one partition at a time. */
const unitsPerSecond = { read: 1_000, write: 300 } as const;

/** Does some work, and waits until the units that it took are within the rate, and within the budget of bulk writes. */
export async function paced<T>(
  session: Session,
  kind: keyof typeof unitsPerSecond,
  work: () => Promise<T>,
): Promise<T> {
  const before = { units: session.units[kind], at: Date.now() };
  const result = await withinBudget(session, work);
  const earliest = before.at + ((session.units[kind] - before.units) / unitsPerSecond[kind]) * 1000;
  if (earliest > Date.now()) await sleep(earliest - Date.now());
  return result;
}
