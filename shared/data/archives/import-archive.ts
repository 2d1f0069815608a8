import * as z from 'zod/mini';
import { ProblemError } from '#contract/problem.ts';
import { removeObject } from '../files/object-store.ts';
import { importFileKey, uploadedFile } from '../imports/import-objects.ts';
import { takeRows } from '../jobs/job-rate.ts';
import { isAlive } from '../jobs/stalled-run.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings } from '../organization/settings.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { send } from '../store/queue.ts';
import type { UserContext } from '../store/request-context.ts';
import { sleep } from '../store/retry.ts';
import { isTemporary } from '../store/table.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './archive-format.ts';
import {
  archiveImportActions,
  archiveProgressAction,
  isUnfinished,
  nextArchiveImport,
  readArchiveImport,
  type StoredArchiveImport,
} from './archive-import-item.ts';
import { isEmpty } from './empty-organization.ts';
import { batchesOf, checkSchemas, writerOf, type LineBatch, type LineWriter } from './import-batches.ts';
import { codeNumber, continueCodes } from './import-records.ts';
import type { ImportTarget } from './import-target.ts';
import { membersIn } from './people.ts';
import { checkArchive, linesOf, openArchive } from './open-archive.ts';

/** A message about the import of an archive into an organization. */
export interface ArchiveMessage {
  orgId: string;
  isArchive: true;
}

type Place = UserContext & Pick<Context, 'orgId'>;

/** A run of an import. */
interface Run {
  place: Place;
  /** The import as it is now. Its version is that of this run. */
  stored: StoredArchiveImport;
  /** Whether another run has ended this one. */
  isOvertaken: boolean;
  /** Whether a next version of the import is being written, during which its progress can't be stored. */
  isWriting: boolean;
  /** When another run goes on, in epoch milliseconds. */
  until: number;
}

/** A run ends after this time, well below the function's timeout, and another one goes on. */
const runMs = 600_000;
const beatMs = 1_000;

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
  const place: Place = { ...session, requestId: before.id, now, actor, via: 'job', orgId };
  const context = await presentContext(place, orgId, before.memberSince);
  if (!context && (await isBeingDeleted(place, orgId))) return;
  const stored = nextArchiveImport(before, { aliveAt: now }, now);
  const run: Run = { place, stored, isOvertaken: false, isWriting: false, until: Date.now() + runMs };
  let beat: NodeJS.Timeout | undefined;
  try {
    await transact(place, archiveImportActions(place, before, stored, 'begun'));
    beat = setInterval(() => void storeProgress(run), beatMs);
    if (!context?.scopeFor('archive:import')) throw new ArchiveError('creator_gone');
    await go(run, { ...context, scope: 'all' });
  } catch (error) {
    if (run.isOvertaken || isOvertaken(error)) return;
    if (isTemporary(error) && !isLastAttempt) throw error;
    await end(run, { state: 'failed', problem: problemOf(error, orgId) });
  } finally {
    clearInterval(beat);
  }
}

const isOvertaken = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'precondition_failed';

function problemOf(error: unknown, orgId: string): NonNullable<StoredArchiveImport['problem']> {
  if (error instanceof ArchiveError) return error.problem;
  writeLog({ level: 'error', message: 'archive import failed', orgId, error: errorNameOf(error) });
  return { code: 'failed' };
}

/** A failed attempt is made up for by the next one. */
async function storeProgress(run: Run): Promise<void> {
  const { place, stored, isWriting } = run;
  if (isWriting) return;
  const action = archiveProgressAction(place.orgId, stored, new Date().toISOString());
  await transact(place, [action], 1).catch((error: unknown) => {
    const isOwnWrite = run.isWriting || run.stored.version !== stored.version;
    run.isOvertaken ||= isOvertaken(error) && !isOwnWrite;
  });
}

function checkCurrent(run: Run): void {
  if (run.isOvertaken) throw new ProblemError('precondition_failed');
}

async function write(
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
async function end(run: Run, changes: Partial<StoredArchiveImport>): Promise<void> {
  await write(run, changes, 'ended');
  await removeObject(importFileKey(run.place.orgId, run.stored.id)).catch(() => undefined);
}

async function go(run: Run, context: Context): Promise<void> {
  const { id, sizeBytes, etag = '' } = run.stored;
  if (run.stored.state === 'checking' && !(await isEmpty(context))) throw new ArchiveError('not_empty');
  const archive = await openArchive(uploadedFile([context.orgId, id], sizeBytes, etag));
  if (run.stored.state === 'checking') {
    checkSchemas(archive.files);
    await checkArchive(archive, () => checkCurrent(run));
    const total = linesIn(archive.files);
    await write(run, { state: 'importing', total, aliveAt: new Date().toISOString() }, 'checked');
  }
  const members = await membersIn(context, archive);
  for (let file = run.stored.place.file; file < archive.files.length; file = run.stored.place.file) {
    const settings = await readSettings(context, context.orgId);
    if (!settings) return;
    const target = { context: { ...context, settings }, importId: id, archive, members };
    const isWhole = await importFile(run, target, archive.files[file]);
    if (!isWhole) {
      // The next run begins at once, because this one no longer counts as alive.
      await write(run, { aliveAt: undefined }, 'begun');
      await send('imports', { orgId: context.orgId, isArchive: true }, { group: context.orgId });
      return;
    }
    const done = linesIn(archive.files.slice(0, file + 1));
    run.stored = { ...run.stored, done, place: { file: file + 1, line: 0 } };
  }
  await end(run, { state: 'done' });
}

const linesIn = (files: readonly ArchiveFile[]): number =>
  files.reduce((sum, { records }) => sum + records, 0);

/** Batches that are written at the same time. */
const batchesTogether = 4;

/** Writes what is left of a file. Returns whether that was all of it, before the time of the run ended. */
async function importFile(run: Run, target: ImportTarget, file: ArchiveFile | undefined): Promise<boolean> {
  const writer = file && writerOf(file, target.context);
  if (!writer) return true;
  let lastCode = 0;
  const { recordType } = file;
  const batches = batchesOf(linesOf(target.archive, file), file, writer, (line) => {
    if (recordType) lastCode = Math.max(lastCode, codeNumber(recordType, line));
  });
  let open: LineBatch[] = [];
  for await (const batch of batches) {
    const to = batch.from + batch.lines.length;
    if (batch.lines.length > 0 && to <= run.stored.place.line) continue;
    open.push(batch);
    if (open.length < batchesTogether) continue;
    await writeTogether(run, target, file, writer, open);
    open = [];
    if (Date.now() > run.until) return false;
  }
  if (open.length > 0) await writeTogether(run, target, file, writer, open);
  if (recordType) await continueCodes(target, recordType, lastCode);
  return true;
}

async function writeTogether(
  run: Run,
  target: ImportTarget,
  { path }: ArchiveFile,
  writer: LineWriter,
  batches: readonly LineBatch[],
): Promise<void> {
  checkCurrent(run);
  const { place, stored } = run;
  const last = batches.at(-1);
  const line = last ? last.from + last.lines.length : stored.place.line;
  await untilTaken(place, line - stored.place.line);
  // Requests of a run share a session, whose prefetched items would be those of another batch.
  const results = await Promise.allSettled(
    batches.map(({ from, lines }) =>
      writer
        .write({ ...target, context: { ...target.context, prefetched: new Map() } }, lines)
        .catch((error: unknown) => {
          throw explained(error, { path, line: from + 1 });
        }),
    ),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason as Error;
  run.stored = {
    ...stored,
    done: stored.done + line - stored.place.line,
    place: { file: stored.place.file, line },
  };
  await storeProgress(run);
}

const limitCodes: readonly string[] = ['record_limit', 'no_room', 'too_many'];

/** Why values were refused: by their schema, by a rule of their type, or by a limit of the organization. */
function explained(error: unknown, where: { path: string; line: number }): unknown {
  if (error instanceof z.core.$ZodError) return new ArchiveError('invalid_line', where);
  if (!(error instanceof ProblemError) || error.errors === undefined) return error;
  const isLimit = error.errors.some(({ code }) => limitCodes.includes(code));
  return new ArchiveError(isLimit ? 'limit_reached' : 'invalid_line', where);
}

/** Waits until the organization's share of writes has room, so that others aren't slowed down. */
async function untilTaken(place: Place, lines: number): Promise<void> {
  for (;;) {
    const waitMs = await takeRows(place, place.orgId, lines);
    if (waitMs === 0) return;
    await sleep(waitMs);
  }
}
