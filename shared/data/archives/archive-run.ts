import { removeObject } from '../files/object-store.ts';
import { importFileKey } from '../imports/import-objects.ts';
import type { Context } from '../organization/context.ts';
import { send } from '../store/queue.ts';
import type { UserContext } from '../store/request-context.ts';
import { transact } from '../store/transact.ts';
import {
  archiveImportActions,
  archiveProgressAction,
  nextArchiveImport,
  OvertakenImport,
  type StoredArchiveImport,
} from './archive-import-item.ts';

export type Place = UserContext & Pick<Context, 'orgId'>;

/** A run of an import. */
export interface Run {
  place: Place;
  /** The import as it is now. Its version is that of this run. */
  stored: StoredArchiveImport;
  /** Whether another run has ended this one. */
  isOvertaken: boolean;
  /** Whether a next version of the import is being written, during which its progress can't be stored. */
  isWriting: boolean;
  /** When another run goes on, in epoch milliseconds. */
  until: number;
  /** Stores its progress, as long as it runs. */
  beat?: NodeJS.Timeout;
}

/** A failed attempt is made up for by the next one. */
export async function storeProgress(run: Run): Promise<void> {
  const { place, stored, isWriting } = run;
  if (isWriting) return;
  const action = archiveProgressAction(place.orgId, stored, new Date().toISOString());
  await transact(place, [action], 1).catch((error: unknown) => {
    const isOwnWrite = run.isWriting || run.stored.version !== stored.version;
    run.isOvertaken ||= error instanceof OvertakenImport && !isOwnWrite;
  });
}

export function checkCurrent(run: Run): void {
  if (run.isOvertaken) throw new OvertakenImport();
}

export async function writeRun(
  run: Run,
  changes: Partial<StoredArchiveImport>,
  action: 'begun' | 'checked' | 'ended',
): Promise<void> {
  const now = new Date().toISOString();
  const next = nextArchiveImport(run.stored, changes, now);
  const place = { ...run.place, now };
  run.isWriting = true;
  await transact(place, archiveImportActions(place, run.stored, next, action));
  run.stored = next;
  run.isWriting = false;
}

/** The uploaded file isn't needed any more. A lifecycle rule removes one that stays. */
export async function endRun(run: Run, changes: Partial<StoredArchiveImport>): Promise<void> {
  await writeRun(run, changes, 'ended');
  await removeObject(importFileKey(run.place.orgId, run.stored.id)).catch(() => undefined);
}

/** Lets another run go on at once, for which this one must no longer count as alive. */
export async function handOver(run: Run): Promise<void> {
  clearInterval(run.beat);
  await writeRun(run, { aliveAt: undefined }, 'begun');
  const { orgId } = run.place;
  await send('imports', { orgId, isArchive: true }, { group: orgId });
}
