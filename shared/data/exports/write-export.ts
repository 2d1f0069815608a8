import type { ExportProblem } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { ArchiveLimitError, organizationArchive } from '../archives/write-archive.ts';
import { removeObject } from '../files/object-store.ts';
import { storeStream } from '../files/stored-stream.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings, readStoredSettings } from '../organization/settings.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import type { UserContext } from '../store/request-context.ts';
import { sleep } from '../store/retry.ts';
import { transact } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { exportFileKey, exportTypes, removeExportFiles } from './export-file.ts';
import {
  checkOpen,
  exportActions,
  isArchive,
  isUnfinished,
  nextExport,
  readExport,
  type StoredArchive,
  type StoredExport,
  type StoredList,
} from './export-item.ts';
import { fileOf } from './file-of.ts';
import { archiveRights, fileRights } from './file-rights.ts';
import { FileLimitError } from '../table-files/file-limit-error.ts';
import { frozenList, rowPages, type FrozenList } from './list-rows.ts';
import { Refused } from './refused.ts';
import { checkGoesOn, whileAlive, type Run } from './run.ts';
import { beatMs, isOvertaken } from '../jobs/beating-run.ts';
import { isAlive } from '../jobs/stalled-run.ts';

/** A message about an export whose file is to be written. */
export interface ExportMessage {
  orgId: string;
  exportId: string;
}

/** How long a message waits for a run of another one, which has a message of its own, and repeats runs that failed. */
const patienceMs = 60_000;

/**
 * Writes the file of an export, from the beginning after an interruption. Every run has its own version of the export
 * and its own key, so a run that another one, or a deletion, has overtaken changes nothing. A repeated message waits for
 * the run of the first one, and then finds another state and does nothing. While the organization is being deleted, its
 * exports wait; after a restore, their checks continue them.
 */
export async function writeExport(session: Session, { orgId, exportId }: ExportMessage): Promise<void> {
  const until = Date.now() + patienceMs;
  let own = 0;
  for (;;) {
    const now = new Date().toISOString();
    const stored = await readExport(session, orgId, exportId, now);
    if (!stored || !isUnfinished(stored)) return;
    if (stored.version !== own && isAlive(stored, now)) {
      if (Date.now() > until) return;
      await sleep(beatMs);
      continue;
    }
    if (!isArchive(stored) && (await isBeingDeleted(session, orgId))) return;
    const actor = { userId: stored.createdBy, ...(stored.apiKeyId ? { apiKeyId: stored.apiKeyId } : {}) };
    const place = { ...session, requestId: exportId, now, actor, via: 'job', orgId } as const;
    if (stored.runs >= limits.exportRuns) {
      await end(place, stored, failed('interrupted'));
      return;
    }
    const begun = await begin(place, stored);
    if (!begun || (await isEnded(place, begun))) return;
    // A run that failed late leaves the next one to a check, because the time of the function is for one long run.
    if (Date.now() > until) return;
    own = begun.version;
  }
}

/** Begins a run. Undefined if another one has begun, or if the export was deleted. */
async function begin(place: Place, stored: StoredExport): Promise<StoredExport | undefined> {
  const { total: _total, ...before } = stored;
  const changes = { state: 'writing', rows: 0, runs: stored.runs + 1, aliveAt: place.now } as const;
  const begun = nextExport(before, changes, place.now);
  try {
    await transact(place, exportActions(place, stored, begun, 'started'));
    return begun;
  } catch (error) {
    if (isOvertaken(error)) return undefined;
    throw error;
  }
}

/** Whether a run needs no other one, because it has ended the export or was overtaken. */
async function isEnded(place: Place, begun: StoredExport): Promise<boolean> {
  try {
    await runOnce(place, begun);
    return true;
  } catch (error) {
    if (isOvertaken(error)) return true;
    const { orgId } = place;
    const line = { level: 'error', message: 'export run failed', orgId, exportId: begun.id } as const;
    writeLog({ ...line, error: errorNameOf(error) });
    return false;
  }
}

type Result = Partial<
  Pick<StoredExport, 'state' | 'rows' | 'total' | 'sizeBytes' | 'cutTexts' | 'problem' | 'rights'>
>;

const failed = (problem: ExportProblem): Result => ({ state: 'failed', problem });

async function runOnce(place: Place, begun: StoredExport): Promise<void> {
  const { orgId } = place;
  await removeExportFiles(orgId, begun.id, begun.runs - 1);
  const read = isArchive(begun) ? readStoredSettings : readSettings;
  const context = await presentContext(place, orgId, begun.memberSince, read);
  if (!context && !isArchive(begun) && (await isBeingDeleted(place, orgId))) return;
  const writing = isArchive(begun) ? archive(context, begun) : write(context, begun);
  const result = await writing.catch((error: unknown): Result => {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return failed(problem);
  });
  try {
    await end(place, begun, result);
  } catch (error) {
    if (isOvertaken(error)) await removeObject(exportFileKey(orgId, begun.id, begun.runs));
    throw error;
  }
}

/** Why an export that ended with an error can’t go on; undefined if another attempt can succeed. */
function problemOf(error: unknown): ExportProblem | undefined {
  if (error instanceof Refused) return error.problem;
  if (error instanceof FileLimitError) return 'too_large';
  if (error instanceof ArchiveLimitError) return error.of === 'files' ? 'too_many_files' : 'too_many_rows';
  return error instanceof ProblemError && (error.code === 'forbidden' || error.code === 'being_deleted')
    ? 'not_permitted'
    : undefined;
}

type Place = UserContext & Pick<Context, 'orgId'>;

const end = (place: Place, before: StoredExport, result: Result): Promise<void> => {
  const now = new Date().toISOString();
  return transact(place, exportActions(place, before, nextExport(before, result, now), 'ended'));
};

/** An export goes on with the rights of its creator only. */
async function write(context: Context | undefined, begun: StoredList): Promise<Result> {
  const scope = context?.scopeFor(`${begun.recordType}:read` as Permission);
  if (!context?.scopeFor('export:create') || !scope) throw new Refused('not_permitted');
  return whileAlive(context, begun, async (run) => {
    const list = await frozenList({ ...context, scope }, begun);
    run.total = list.ids.length;
    const options = { timeZone: context.settings.timeZone, onCut: () => (run.cutTexts += 1) };
    const file = fileOf(begun, list.columns, countedRows(context, list, begun, run), options);
    const sizeBytes = await store(context, begun, file);
    const { rows, total, cutTexts } = run;
    const rights = fileRights(context, begun, list);
    return { state: 'ready', rows, total, sizeBytes, rights, ...(cutTexts > 0 ? { cutTexts } : {}) };
  });
}

/** An archive contains everything, whatever the reach of its creator. */
async function archive(context: Context | undefined, begun: StoredArchive): Promise<Result> {
  if (!context?.scopeFor('archive:create')) throw new Refused('not_permitted');
  checkOpen(context, true);
  return whileAlive(context, begun, async (run) => {
    const file = organizationArchive(
      { ...context, scope: 'all' },
      {
        onTotal: (total) => (run.total = total),
        onRecords(count) {
          checkGoesOn(run);
          run.rows += count;
        },
      },
    );
    const sizeBytes = await store(context, begun, file);
    const { rows, total } = run;
    return { state: 'ready', rows, total, sizeBytes, rights: archiveRights };
  });
}

const store = ({ orgId }: Context, begun: StoredExport, file: AsyncIterable<Uint8Array>): Promise<number> =>
  storeStream(exportFileKey(orgId, begun.id, begun.runs), exportTypes[begun.format], file);

/** The rows of a list one by one. They stop if the run must not go on. */
async function* countedRows(
  context: Context,
  list: FrozenList,
  begun: StoredList,
  run: Run,
): AsyncGenerator<Record<string, unknown>, void> {
  for await (const page of rowPages(context, list, begun)) {
    checkGoesOn(run);
    yield* page;
    run.rows += page.length;
  }
}
