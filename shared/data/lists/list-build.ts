import type { Session } from '../store/units.ts';
import { adapt, catchUp, copyOfTable, type ListCopy } from './list-copy.ts';
import { leaseBuild, openSnapshot, publish } from './list-snapshot.ts';
import type { ListSubject } from './list-subject.ts';

/** A list's snapshot is replaced at most once in this time. */
const pauseMs = 30_000;
/** Every snapshot of this number is built from the table, in case an earlier one missed a change. */
const fromTableEvery = 50;
const bounds = { recordsMax: Infinity, ageMaxMs: Infinity, timeMs: 240_000 };

/** What became of a request for a snapshot. */
export interface Build {
  outcome: 'built' | 'overtaken' | 'not due';
  records?: number;
  /** Number of records that differ from those in the table, if both were read. */
  differences?: number;
}

/** Builds a snapshot from the previous one and the feed, or from the table. */
export async function buildSnapshot(session: Session, subject: ListSubject): Promise<Build> {
  const lease = await leaseBuild(session, subject, pauseMs);
  if (!lease) return { outcome: 'not due' };
  const previous = await openSnapshot(session, subject);
  const isDue = ((lease.pointer.builds ?? 0) + 1) % fromTableEvery === 0;
  const copy = previous && !isDue ? previous : await copyOfTable(session, subject);
  try {
    adapt(copy, subject);
    await catchUp(session, subject, copy, bounds);
    const records = copy.database.count();
    const differences =
      previous && previous !== copy ? await differencesOf(session, subject, previous, copy) : undefined;
    const isDone = await publish(session, subject, lease, copy);
    return {
      outcome: isDone ? 'built' : 'overtaken',
      records,
      ...(differences === undefined ? {} : { differences }),
    };
  } finally {
    copy.database.close();
    if (previous && previous !== copy) previous.database.close();
  }
}

/** Number of records that the updated previous snapshot has wrongly, or lacks, compared to the table. */
async function differencesOf(
  session: Session,
  subject: ListSubject,
  previous: ListCopy,
  fromTable: ListCopy,
): Promise<number> {
  adapt(previous, subject);
  await catchUp(session, subject, previous, bounds);
  const expected = fromTable.database.bodies();
  const found = previous.database.bodies();
  const ids = new Set([...expected.keys(), ...found.keys()]);
  return [...ids].filter((id) => expected.get(id) !== found.get(id)).length;
}
