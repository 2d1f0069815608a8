import { sleep } from '../store/retry.ts';
import type { Session } from '../store/units.ts';
import { catchUp, changedSince, copyOfTable, layoutOf, type ListCopy } from './list-copy.ts';
import {
  leaseBuild,
  openSnapshot,
  publish,
  releaseBuild,
  renewSnapshot,
  stopRenewals,
  type Lease,
} from './list-snapshot.ts';
import type { ListSubject } from './list-subject.ts';

/** A list's snapshot is replaced at most once in this time. */
const pauseMs = 30_000;
/** Every build of this number reads the table, in case an earlier one missed a change. */
const fromTableEvery = 50;
/** A build fails after this time, which is shorter than the function's timeout. */
const timeMs = 200_000;

/** What became of a request for a snapshot. */
export interface Build {
  outcome: 'built' | 'overtaken' | 'renewed' | 'not due';
  records?: number;
  /** Number of records in which the previous snapshot, with the changes since, differs from the table. */
  differences?: number;
}

/** Keeps a snapshot usable: one of a list that hasn't changed is only renewed, others are built anew. */
export async function renewOrBuild(session: Session, subject: ListSubject): Promise<Build> {
  await stopRenewals(session, subject.orgId, subject.definition.type.name, layoutOf(subject));
  const outcome = await renewSnapshot(session, subject);
  return outcome === 'changed' ? buildSnapshot(session, subject) : { outcome };
}

/** Builds a snapshot from the previous one and the feed, or from the table. */
export async function buildSnapshot(session: Session, subject: ListSubject): Promise<Build> {
  const lease = await leaseBuild(session, subject, pauseMs);
  if (!lease) return { outcome: 'not due' };
  try {
    return await build(session, subject, lease);
  } catch (error) {
    await releaseBuild(session, lease);
    throw error;
  }
}

async function build(session: Session, subject: ListSubject, lease: Lease): Promise<Build> {
  const bounds = { recordsMax: Infinity, ageMaxMs: Infinity, until: Date.now() + timeMs };
  const update = (copy: ListCopy) => catchUp(session, subject, copy, bounds);
  const previous = (await openSnapshot(session, subject, { withBodies: true }))?.copy;
  const isFromTable = !previous || (lease.pointer.attempts ?? 0) % fromTableEvery === 0;
  const read = isFromTable ? await copyOfTable(session, subject, Infinity) : undefined;
  const copy = read ?? previous;
  if (!copy) throw new Error('no copy of the list');
  try {
    if (previous && read) await update(previous);
    await update(copy);
    const differences = previous && read ? await differencesOf(session, subject, previous, read) : undefined;
    const isDone = await publish(session, subject, lease, copy);
    return {
      outcome: isDone ? 'built' : 'overtaken',
      records: copy.database.count(),
      ...(differences === undefined ? {} : { differences }),
    };
  } finally {
    previous?.database.close();
    read?.database.close();
  }
}

/** Changes are in the feed this long after they are in the table. */
const appendMs = 5_000;

/** Number of records in which a copy differs from a newer one, without those that have changed since. */
async function differencesOf(
  session: Session,
  subject: ListSubject,
  copy: ListCopy,
  newer: ListCopy,
): Promise<number> {
  const ids = copy.database.differencesFrom(newer.database);
  const unchanged = async () => {
    const changed = await changedSince(session, subject, copy.position);
    return ids.filter((id) => !changed.has(id)).length;
  };
  if (ids.length === 0 || (await unchanged()) === 0) return 0;
  await sleep(appendMs);
  return unchanged();
}
