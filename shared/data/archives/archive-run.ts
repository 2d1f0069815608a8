import { removeObject } from '../files/object-store.ts';
import { importFileKey } from '../imports/import-objects.ts';
import { silence, type BeatingRun } from '../runs/beat.ts';
import type { RunPlace } from '../runs/run-kinds.ts';
import { sendWork, workMessages } from '../outbox/work-messages.ts';
import { transact, type Action } from '../store/transact.ts';
import { archiveImportRuns, nextArchiveImport, type StoredArchiveImport } from './archive-import-runs.ts';

/** A run of an import. */
export interface Run extends BeatingRun {
  place: RunPlace;
  /** The import as it is now. Its version is that of this run. */
  stored: StoredArchiveImport;
  /** When another run goes on, in epoch milliseconds. */
  until: number;
}

/** Stores how far a run has come. */
export const beatOf =
  (run: Run) =>
  (now: string): Action => {
    const { done, place } = run.stored;
    return archiveImportRuns.progress(run.place.orgId, run.stored, { done, place }, now);
  };

/** Writes the next version of an import. Its run stores nothing any more until it goes on. */
async function writeRun(
  run: Run,
  changes: Partial<StoredArchiveImport>,
  action: 'begun' | 'checked' | 'ended',
): Promise<void> {
  const now = new Date().toISOString();
  await silence(run);
  const next = nextArchiveImport(run.stored, changes, now);
  const place = { ...run.place, now };
  await transact(place, archiveImportRuns.write(place, run.stored, next, action));
  run.stored = next;
}

/** Stores that everything was checked, and goes on. */
export async function noteChecked(run: Run, changes: Partial<StoredArchiveImport>): Promise<void> {
  await writeRun(run, { ...changes, aliveAt: new Date().toISOString() }, 'checked');
  run.isSilent = false;
}

/** The uploaded file isn't needed any more. A lifecycle rule removes one that stays. */
export async function endRun(run: Run, changes: Partial<StoredArchiveImport>): Promise<void> {
  await writeRun(run, changes, 'ended');
  await removeObject(importFileKey(run.place.orgId, run.stored.id)).catch(() => undefined);
}

/** Lets another run go on at once, for which this one must no longer count as alive. */
export async function handOver(run: Run): Promise<void> {
  await writeRun(run, { aliveAt: undefined }, 'begun');
  const { orgId } = run.place;
  await sendWork(workMessages.archiveImport(orgId));
}
