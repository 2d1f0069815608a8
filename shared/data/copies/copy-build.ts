import { sleep } from '../store/retry.ts';
import type { Session } from '../store/units.ts';
import {
  leaseBuild,
  openSnapshot,
  publish,
  releaseBuild,
  renewSnapshot,
  stopRenewals,
  type Lease,
} from './copy-snapshot.ts';
import type { CopyDatabase, CopySource } from './copy-source.ts';
import { catchUp, changedSince, copyOfTable, entryName, type Copy } from './copy.ts';

/** A copy's snapshot is replaced at most once in this time. */
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

/** Keeps a snapshot usable: one whose records haven't changed is only renewed, others are built anew. */
export async function renewOrBuild<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
): Promise<Build> {
  await stopRenewals(session, source, source.layout);
  const outcome = await renewSnapshot(session, source);
  return outcome === 'changed' ? buildSnapshot(session, source) : { outcome };
}

/** Builds a snapshot from the previous one and the feed, or from the table. */
export async function buildSnapshot<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
): Promise<Build> {
  const lease = await leaseBuild(session, source, pauseMs);
  if (!lease) return { outcome: 'not due' };
  try {
    return await build(session, source, lease);
  } catch (error) {
    await releaseBuild(session, lease);
    throw error;
  }
}

async function build<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  lease: Lease,
): Promise<Build> {
  const bounds = { recordsMax: Infinity, ageMaxMs: Infinity, until: Date.now() + timeMs };
  const update = (copy: Copy<D>) => catchUp(session, source, copy, bounds);
  const previous = (await openSnapshot(session, source, { withBodies: true }))?.copy;
  const isFromTable = !previous || (lease.pointer.attempts ?? 0) % fromTableEvery === 0;
  const read = isFromTable ? await copyOfTable(session, source, Infinity) : undefined;
  const copy = read ?? previous;
  if (!copy) throw new Error('no copy of the list');
  try {
    if (previous && read) await update(previous);
    await update(copy);
    const differences = previous && read ? await differencesOf(session, source, previous, read) : undefined;
    const isDone = await publish(session, source, lease, copy);
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
async function differencesOf<D extends CopyDatabase>(
  session: Session,
  source: CopySource<D>,
  copy: Copy<D>,
  newer: Copy<D>,
): Promise<number> {
  const names = source.differences(copy.database, newer.database).map(entryName);
  const unchanged = async () => {
    const changed = await changedSince(session, source, copy.position);
    return names.filter((name) => !changed.has(name)).length;
  };
  if (names.length === 0 || (await unchanged()) === 0) return 0;
  await sleep(appendMs);
  return unchanged();
}
