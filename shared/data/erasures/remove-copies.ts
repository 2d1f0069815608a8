import { fileFolders, snapshotFolder } from '../files/folders.ts';
import { eachVersion, removeVersion } from '../files/object-store.ts';
import { listSnapshotPartition, type Key } from '../store/keys.ts';
import { exportKey } from '../store/run-keys.ts';
import { queryAll, writeItems } from '../store/table.ts';
import type { Session } from '../store/units.ts';

/** Called between the steps of work that takes long. */
export type Alive = () => Promise<void>;

/**
 * Every file can contain the person, and looking for them in spreadsheets would take longer than writing the files again.
 * Their users can do that within seconds.
 */
export async function removeExports(session: Session, orgId: string, alive: Alive): Promise<void> {
  const items = await queryAll<Key>(session, exportKey(orgId, '').pk);
  await writeItems(session, [], items.map(keyOf));
  await removeFolder(fileFolders.exports(orgId), alive);
}

/** Lists are read from the table until there are new snapshots. */
export async function removeSnapshots(session: Session, orgId: string, alive: Alive): Promise<void> {
  const pointers = await queryAll<Key>(session, listSnapshotPartition(orgId));
  await writeItems(session, [], pointers.map(keyOf));
  await removeFolder(snapshotFolder(orgId), alive, process.env.SNAPSHOTS_URL);
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/** Removes all versions of the objects under a prefix. */
export async function removeFolder(prefix: string, alive: Alive, bucketUrl?: string): Promise<void> {
  for await (const version of eachVersion(prefix, bucketUrl)) {
    await removeVersion(version, bucketUrl);
    await alive();
  }
}
