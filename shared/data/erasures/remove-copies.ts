import { fileFolders, snapshotFolder } from '../files/folders.ts';
import { eachVersion, removeVersion, removeVersions } from '../files/object-store.ts';
import { readHeader, readRows, partsOf } from '../imports/import-objects.ts';
import type { StoredImport } from '../imports/import-item.ts';
import { isUnfinished, readJob } from '../jobs/job.ts';
import { listSnapshotPartition, type Key } from '../store/keys.ts';
import { exportKey, importKey } from '../store/run-keys.ts';
import { queryAll, writeItems } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { mentionsPerson, type Finder } from './person-texts.ts';

/** What belongs to an organization and can contain the person. */
interface Place {
  orgId: string;
  finder: Finder;
}

/**
 * Removes copies of records outside the table: files of exports, snapshots of lists, imports with the person, and former
 * versions of imports. Returns whether an import that is under way has to end first.
 */
export async function removeCopies(session: Session, place: Place, now: string): Promise<boolean> {
  await removeExports(session, place);
  await removeSnapshots(session, place);
  return removeImports(session, place, now);
}

/**
 * Every file can contain the person, and looking for them in spreadsheets would take longer than writing the files again.
 * Their users can do that within seconds.
 */
async function removeExports(session: Session, { orgId }: Place): Promise<void> {
  const items = await queryAll<Key>(session, exportKey(orgId, '').pk);
  await writeItems(session, [], items.map(keyOf));
  await removeVersions(fileFolders.exports(orgId));
}

/** Lists are read from the table until there are new snapshots. */
async function removeSnapshots(session: Session, { orgId }: Place): Promise<void> {
  const pointers = await queryAll<Key>(session, listSnapshotPartition(orgId));
  await writeItems(session, [], pointers.map(keyOf));
  await removeVersions(snapshotFolder(orgId), process.env.SNAPSHOTS_URL);
}

interface ImportItem extends Key {
  data: string;
}

async function removeImports(session: Session, place: Place, now: string): Promise<boolean> {
  const { orgId } = place;
  const items = await queryAll<ImportItem>(session, importKey(orgId, '').pk);
  const kept = new Set<string>();
  let isWaiting = false;
  for (const item of items) {
    const fate = await fateOfImport(session, place, JSON.parse(item.data) as StoredImport, now);
    if (fate === 'wait') isWaiting = true;
    if (fate === 'remove') {
      await writeItems(session, [], [keyOf(item)]);
      await removeVersions(folderOf(orgId, item.sk));
    } else kept.add(item.sk);
  }
  await removeFormerVersions(orgId, kept);
  return isWaiting;
}

const folderOf = (orgId: string, id: string): string => `${fileFolders.imports(orgId)}${id}/`;
const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/** A file that was uploaded but never read is a copy whose content is unknown. */
const unreadHours = 1;

async function fateOfImport(
  session: Session,
  { orgId, finder }: Place,
  { id, state, jobId, file, createdAt, rowsStored }: StoredImport,
  now: string,
): Promise<'keep' | 'remove' | 'wait'> {
  if (state === 'reading' || state === 'checking') return 'wait';
  if (state === 'unreadable') return 'remove';
  if (state === 'uploading')
    return Date.parse(now) - Date.parse(createdAt) > unreadHours * 3_600_000 ? 'remove' : 'wait';
  const job = jobId === undefined ? undefined : await readJob(session, orgId, jobId, now);
  if (job && isUnfinished(job)) return 'wait';
  const place = [orgId, id] as const;
  if (mentionsPerson(await readHeader(place), finder)) return 'remove';
  for (let part = 0; part < partsOf(Math.max(rowsStored ?? 0, file.rows ?? 0)); part += 1) {
    if (await partMentions(place, part, finder)) return 'remove';
  }
  return 'keep';
}

/** First and last names are in cells of their own, so a row is also searched as one text. */
async function partMentions(
  place: readonly [string, string],
  part: number,
  finder: Finder,
): Promise<boolean> {
  const rows = await readRows(place, part);
  return rows.some(({ cells }) => {
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : JSON.stringify(cell)));
    return mentionsPerson([...texts, texts.join(' ')], finder);
  });
}

/** Former versions are what was deleted or replaced, and only operators can bring them back. */
async function removeFormerVersions(orgId: string, kept: ReadonlySet<string>): Promise<void> {
  const folder = fileFolders.imports(orgId);
  for await (const version of eachVersion(folder)) {
    const [id = ''] = version.key.slice(folder.length).split('/');
    if (!version.isLatest || !kept.has(id)) await removeVersion(version);
  }
}
