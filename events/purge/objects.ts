import { fileFolders, snapshotFolder } from '#data/files/folders.ts';
import { removeVersion, someVersions } from '#data/files/object-store.ts';
import { handleEach } from '../reader/batch.ts';

/** Number of objects deleted concurrently. */
const lanes = 10;

interface Folder {
  prefix: string;
  bucketUrl: string | undefined;
}

const foldersOf = (orgId: string): Folder[] => [
  ...Object.values(fileFolders).map((folder) => ({
    prefix: folder(orgId),
    bucketUrl: process.env.FILES_URL,
  })),
  { prefix: snapshotFolder(orgId), bucketUrl: process.env.SNAPSHOTS_URL },
];

/**
 * Deletes all versions of all objects of some organizations, until time runs out. Calls `beforeRemoval` before it
 * deletes anything.
 */
export async function removeObjects(
  orgIds: readonly string[],
  until: number,
  beforeRemoval: () => Promise<void>,
): Promise<{ removed: number; isDone: boolean }> {
  let removed = 0;
  for (const { prefix, bucketUrl } of orgIds.flatMap(foldersOf)) {
    for (;;) {
      if (Date.now() > until) return { removed, isDone: false };
      const versions = await someVersions(prefix, bucketUrl);
      if (versions.length === 0) break;
      await beforeRemoval();
      const [failure] = await handleEach(versions, lanes, (version) => removeVersion(version, bucketUrl));
      if (failure) throw failure.error;
      removed += versions.length;
    }
  }
  return { removed, isDone: true };
}
