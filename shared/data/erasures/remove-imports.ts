import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { isUnfinished as isArchiveUnfinished, readArchiveImport } from '../archives/archive-import-runs.ts';
import { fileFolders } from '../files/folders.ts';
import { eachVersion, removeVersion } from '../files/object-store.ts';
import { removalActions } from '../imports/chain-changes.ts';
import { removeProgress } from '../imports/check-progress.ts';
import { removeCorrections } from '../imports/corrections.ts';
import { importRuns, type ImportItem, type StoredImport } from '../imports/import-runs.ts';
import { isUnfinished, readJob } from '../jobs/job.ts';
import { isKept } from '../store/kept.ts';
import type { UserContext } from '../store/request-context.ts';
import { importKey } from '../store/run-keys.ts';
import { getItem, queryAll } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { removeFolder, type Alive } from './remove-copies.ts';
import type { Sought } from './row-texts.ts';
import { mayContain } from './search-import.ts';

/** Somebody who is searched for in imports. */
interface SoughtPerson extends Sought {
  /** When the erasure began. */
  since: string;
}

/** The imports of an organization whose IDs are later than one. */
export const importsAfter = async (session: Session, orgId: string, id: string): Promise<ImportItem[]> =>
  (await queryAll<ImportItem>(session, importKey(orgId, '').pk)).filter(({ sk }) => sk > id);

/**
 * Removes an import if it contains one of the persons. Returns those for whom it has to end first, because it is under
 * way.
 */
export async function removeImport<T extends SoughtPerson>(
  base: UserContext,
  orgId: string,
  item: ImportItem,
  people: readonly T[],
  alive: Alive,
): Promise<readonly T[]> {
  const stored = importRuns.from(item);
  const now = new Date().toISOString();
  const earlier = people.filter((person) => isBefore(stored, person));
  const progress = isKept(item, now) ? await progressOf(base, orgId, stored, now) : 'lost';
  if (progress === 'underWay') return earlier;
  const isRemoved =
    progress === 'lost' ? earlier.length > 0 : await mayContain(base, orgId, stored, people, alive);
  if (!isRemoved) return [];
  return (await remove({ ...base, orgId, now }, stored, alive)) ? [] : people;
}

/**
 * Whether rows of an import, or of an archive, were not compared with the values of an erased person. Later ones are,
 * once all functions have read the settings again, so no erasure waits for them.
 */
const isBefore = ({ createdAt }: { createdAt: string }, { since }: SoughtPerson): boolean =>
  Date.parse(createdAt) <= Date.parse(since) + limits.settingsCachedSeconds * 1_000;

/** A file that was uploaded and not read, or can't be read, is a copy whose content is unknown. */
const unreadHours = 1;

const isLongUnread = ({ createdAt }: { createdAt: string }, now: string): boolean =>
  Date.parse(now) - Date.parse(createdAt) > unreadHours * 3_600_000;

async function progressOf(
  session: Session,
  orgId: string,
  stored: StoredImport,
  now: string,
): Promise<'underWay' | 'readable' | 'lost'> {
  const { state, jobId } = stored;
  if (state === 'reading' || state === 'checking') return 'underWay';
  if (state === 'unreadable' || state === 'uploading') return isLongUnread(stored, now) ? 'lost' : 'underWay';
  const job = jobId === undefined ? undefined : await readJob(session, orgId, jobId, now);
  return job && isUnfinished(job) ? 'underWay' : 'readable';
}

/** Removes an import with all that belongs to it, unless it has changed in the meantime. */
async function remove(
  context: UserContext & { orgId: string },
  stored: StoredImport,
  alive: Alive,
): Promise<boolean> {
  const { orgId } = context;
  try {
    await transact(context, await removalActions(context, stored));
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'precondition_failed') return false;
    throw error;
  }
  await removeCorrections(context, orgId, stored.id);
  await removeProgress(context, orgId, stored.id);
  await removeFolder(`${fileFolders.imports(orgId)}${stored.id}/`, alive);
  return true;
}

/**
 * Removes former versions of imports, which are what was deleted or replaced, and objects whose import is gone. An
 * archive is uploaded to the same folder. Returns those for whom the archive's import has to end first.
 */
export async function removeFormerVersions<T extends SoughtPerson>(
  session: Session,
  orgId: string,
  people: readonly T[],
  alive: Alive,
): Promise<readonly T[]> {
  const folder = fileFolders.imports(orgId);
  const known = new Map<string, boolean>();
  for await (const version of eachVersion(folder)) {
    const [id = ''] = version.key.slice(folder.length).split('/');
    if (version.isLatest && !known.has(id)) known.set(id, await hasImport(session, orgId, id));
    if (!version.isLatest || !known.get(id)) await removeVersion(version);
    await alive();
  }
  const archive = await openArchive(session, orgId);
  return archive ? people.filter((person) => isBefore(archive, person)) : [];
}

/** An import is stored before its file can be uploaded, so a strong read finds it. */
async function hasImport(session: Session, orgId: string, id: string): Promise<boolean> {
  if (await getItem(session, importKey(orgId, id), { ProjectionExpression: 'pk' })) return true;
  return (await openArchive(session, orgId))?.id === id;
}

/** The import of an archive that is under way. The archive of any other one isn't needed. */
async function openArchive(session: Session, orgId: string) {
  const stored = await readArchiveImport(session, orgId);
  if (!stored) return undefined;
  const isUploading = stored.state === 'uploading' && !isLongUnread(stored, new Date().toISOString());
  return isUploading || isArchiveUnfinished(stored) ? stored : undefined;
}
