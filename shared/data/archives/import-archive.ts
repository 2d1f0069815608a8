import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { uploadedFile } from '../imports/import-objects.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings } from '../organization/settings.ts';
import { checkCurrent, whileBeating } from '../runs/beat.ts';
import { isAlive } from '../runs/check-run.ts';
import type { RunPlace } from '../runs/run-kinds.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { Overtaken } from '../store/overtaken.ts';
import { isTemporary } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './archive-format.ts';
import {
  archiveImportRuns,
  isUnfinished,
  nextArchiveImport,
  nextRun,
  readArchiveImport,
  type StoredArchiveImport,
} from './archive-import-runs.ts';
import { beatOf, endRun, handOver, noteChecked, type Run } from './archive-run.ts';
import { checkContents, checkLines, checkRoom } from './check-archive.ts';
import { isEmpty } from './empty-organization.ts';
import { checkSchemas, parsedLine } from './import-batches.ts';
import { importFile } from './import-lines.ts';
import { continueCodes } from './import-records.ts';
import { importUniqueEmails } from './import-settings.ts';
import type { ImportTarget } from './import-target.ts';
import { linesOf, openArchive, type OpenArchive } from './open-archive.ts';
import { membersIn } from './people.ts';

/** A message about the import of an archive into an organization. */
export interface ArchiveMessage {
  orgId: string;
  isArchive: true;
}

/** A run ends after this time and another one goes on, so that the imports of others get their turn. */
const runMs = 240_000;

/**
 * Checks an uploaded archive and writes what is in it. Each run has its own version of the import. It stores after each
 * batch where the next run goes on, and what an earlier run wrote is found by its key, so a crash repeats nothing. A
 * message that finds a run alive does nothing: the check of unfinished imports sends another one if that run is killed.
 */
export async function importArchive(
  session: Session,
  { orgId }: ArchiveMessage,
  isLastAttempt = false,
): Promise<void> {
  const now = new Date().toISOString();
  const before = await readArchiveImport(session, orgId);
  if (!before || !isUnfinished(before) || isAlive(before, now)) return;
  const actor = { userId: before.createdBy };
  const place: RunPlace = { ...session, requestId: before.id, now, actor, via: 'job', orgId };
  const context = await presentContext(place, orgId, before.memberSince);
  if (!context && (await isBeingDeleted(place, orgId))) return;
  const stored = nextArchiveImport(before, { aliveAt: now, ...nextRun(before) }, now);
  const run: Run = { place, stored, isOvertaken: false, until: Date.now() + runMs };
  try {
    await transact(place, archiveImportRuns.write(place, before, stored, 'begun'));
    await whileBeating(place, run, beatOf(run), async () => {
      if (stored.runs && stored.runs > limits.archiveImportRuns) throw new ArchiveError('failed');
      if (!context?.scopeFor('archive:import')) throw new ArchiveError('creator_gone');
      await go(run, { ...context, scope: 'all' });
    });
  } catch (error) {
    if (run.isOvertaken || error instanceof Overtaken) return;
    if ((isTemporary(error) || isConflict(error)) && !isLastAttempt) throw error;
    await endRun(run, { state: 'failed', problem: problemOf(error, orgId) });
  }
}

/** A member changed the same item. */
const isConflict = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'precondition_failed';

function problemOf(error: unknown, orgId: string): NonNullable<StoredArchiveImport['problem']> {
  if (error instanceof ArchiveError) return error.problem;
  writeLog({ level: 'error', message: 'archive import failed', orgId, error: errorNameOf(error) });
  return { code: 'failed' };
}

async function go(run: Run, context: Context): Promise<void> {
  const { id, sizeBytes, etag = '' } = run.stored;
  if (run.stored.state === 'checking') await mustBeEmpty(context);
  const archive = await openArchive(uploadedFile([context.orgId, id], sizeBytes, etag));
  if (run.stored.state === 'checking' && !(await check(run, context, archive))) return handOver(run);
  const members = await membersIn(context, archive);
  for (let file = run.stored.place.file; file < archive.files.length; file = run.stored.place.file) {
    const settings = await readSettings(context, context.orgId);
    if (!settings) return;
    const target = { context: { ...context, settings }, importId: id, archive, members };
    if (!(await importFile(run, target, archive.files[file]))) return handOver(run);
    const done = linesIn(archive.files.slice(0, file + 1));
    run.stored = { ...run.stored, done, place: { file: file + 1, line: 0 } };
  }
  await chooseUniqueEmails({ context, importId: id, archive, members });
  await endRun(run, { state: 'done' });
}

async function mustBeEmpty(context: Context): Promise<void> {
  if (!(await isEmpty(context))) throw new ArchiveError('not_empty');
}

/** Checks all of an archive. Returns whether that came to the end before the time of the run ended. */
async function check(run: Run, context: Context, archive: OpenArchive): Promise<boolean> {
  checkSchemas(archive.files);
  const checked = await checkLines(archive, () => checkCurrent(run));
  checkRoom(context, archive, checked);
  const index = archive.files.findIndex(({ kind }) => kind === 'files');
  const file = archive.files[index];
  const from = run.stored.place.line;
  const isWhole =
    !file ||
    (await checkContents(archive, file, from, (line) => {
      checkCurrent(run);
      run.stored = { ...run.stored, place: { file: index, line } };
      return Date.now() < run.until;
    }));
  if (!isWhole) return false;
  await mustBeEmpty(context);
  // Records that someone creates from now on get codes that no record in the archive has.
  for (const [name, last] of checked.lastCodes) await continueCodes(context, name, last);
  const place = { file: 0, line: 0 };
  await noteChecked(run, { state: 'importing', total: linesIn(archive.files), place });
  return true;
}

async function chooseUniqueEmails(target: ImportTarget): Promise<void> {
  const file = target.archive.files.find(({ kind }) => kind === 'organization');
  if (!file) return;
  for await (const text of linesOf(target.archive, file))
    await importUniqueEmails(target, parsedLine(text, { path: file.path, line: 1 }));
}

const linesIn = (files: readonly ArchiveFile[]): number =>
  files.reduce((sum, { records }) => sum + records, 0);
