import { fileFolders } from '../files/folders.ts';
import { eachVersion, removeVersion } from '../files/object-store.ts';
import type { StoredImport } from '../imports/import-item.ts';
import { isUnfinished, readJob } from '../jobs/job.ts';
import type { Key } from '../store/keys.ts';
import { importKey } from '../store/run-keys.ts';
import { deleteItem, queryAll } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { removeFolder, type Alive } from './remove-copies.ts';
import type { Sought } from './row-texts.ts';
import { mayContain } from './search-import.ts';

interface ImportItem extends Key {
  data: string;
}

/** The imports of an organization whose IDs are later than one. */
export const importsAfter = async (session: Session, orgId: string, id: string): Promise<ImportItem[]> =>
  (await queryAll<ImportItem>(session, importKey(orgId, '').pk)).filter(({ sk }) => sk > id);

/** Removes an import if it contains one of the persons. Returns whether it is under way and has to end first. */
export async function removeImport(
  session: Session,
  orgId: string,
  item: ImportItem,
  people: readonly Sought[],
  alive: Alive,
): Promise<boolean> {
  const fate = await fateOfImport(session, orgId, JSON.parse(item.data) as StoredImport, people, alive);
  if (fate === 'remove') {
    await deleteItem(session, { Key: { pk: item.pk, sk: item.sk } });
    await removeFolder(folderOf(orgId, item.sk), alive);
  }
  return fate === 'wait';
}

const folderOf = (orgId: string, id: string): string => `${fileFolders.imports(orgId)}${id}/`;

/** A file that was uploaded but never read is a copy whose content is unknown. */
const unreadHours = 1;

async function fateOfImport(
  session: Session,
  orgId: string,
  stored: StoredImport,
  people: readonly Sought[],
  alive: Alive,
): Promise<'keep' | 'remove' | 'wait'> {
  const { state, jobId, createdAt } = stored;
  const now = new Date().toISOString();
  if (state === 'reading' || state === 'checking') return 'wait';
  if (state === 'unreadable') return 'remove';
  if (state === 'uploading')
    return Date.parse(now) - Date.parse(createdAt) > unreadHours * 3_600_000 ? 'remove' : 'wait';
  const job = jobId === undefined ? undefined : await readJob(session, orgId, jobId, now);
  if (job && isUnfinished(job)) return 'wait';
  return (await mayContain(session, orgId, stored, people, alive)) ? 'remove' : 'keep';
}

/** Former versions are what was deleted or replaced, and only operators can bring them back. */
export async function removeFormerVersions(session: Session, orgId: string, alive: Alive): Promise<void> {
  const kept = new Set((await importsAfter(session, orgId, '')).map(({ sk }) => sk));
  const folder = fileFolders.imports(orgId);
  for await (const version of eachVersion(folder)) {
    const [id = ''] = version.key.slice(folder.length).split('/');
    if (!version.isLatest || !kept.has(id)) await removeVersion(version);
    await alive();
  }
}
