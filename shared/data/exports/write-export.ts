import type { ExportProblem } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { ArchiveLimitError, organizationArchive } from '../archives/write-archive.ts';
import { storeStream } from '../files/stored-stream.ts';
import type { Context } from '../organization/context.ts';
import { isBeingDeleted } from '../organization/deletion.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings, readStoredSettings } from '../organization/settings.ts';
import { refuseConverting } from '../records/backfilled.ts';
import { definitionOf } from '../records/definitions.ts';
import type { Session } from '../store/units.ts';
import { exportFileKey, exportTypes, removeExportFiles } from './export-file.ts';
import {
  checkOpen,
  exportRuns,
  isArchive,
  isUnfinished,
  readExport,
  type StoredArchive,
  type StoredExport,
  type StoredList,
} from './export-runs.ts';
import { fileOf } from './file-of.ts';
import { archiveRights, fileRights } from './file-rights.ts';
import { FileLimitError } from '../table-files/file-limit-error.ts';
import { frozenList, rowPages, type FrozenList } from './list-rows.ts';
import { Refused } from './refused.ts';
import { checkGoesOn, whileAlive, type Run } from './attempt.ts';
import { runUntilEnded } from '../runs/repeat.ts';
import type { RunPlace } from '../runs/run-kinds.ts';

/** A message about an export whose file is to be written. */
export interface ExportMessage {
  orgId: string;
  exportId: string;
}

/**
 * Writes the file of an export. While the organization is being deleted, its exports wait, except for archives; after a
 * restore, their checks continue them.
 */
export const writeExport = (session: Session, { orgId, exportId }: ExportMessage): Promise<void> =>
  runUntilEnded<StoredExport>(session, {
    orgId,
    read: (now) => readExport(session, orgId, exportId, now),
    isUnfinished,
    isAlsoOfClosed: isArchive,
    runsMax: limits.exportRuns,
    start: { state: 'writing', rows: 0, total: undefined },
    interrupted: failed('interrupted'),
    actions: exportRuns.write,
    work: writeFile,
    removeObjects: (id, runs) => removeExportFiles(orgId, id, runs),
    failureOf: (id) => ({ message: 'export run failed', exportId: id }),
  });

type Result = Partial<
  Pick<StoredExport, 'state' | 'rows' | 'total' | 'sizeBytes' | 'cutTexts' | 'problem' | 'rights'>
>;

const failed = (problem: ExportProblem): Result => ({ state: 'failed', problem });

async function writeFile(place: RunPlace, begun: StoredExport): Promise<Result | undefined> {
  const { orgId } = place;
  const read = isArchive(begun) ? readStoredSettings : readSettings;
  const context = await presentContext(place, orgId, begun.memberSince, read);
  if (!context && !isArchive(begun) && (await isBeingDeleted(place, orgId))) return undefined;
  const writing = isArchive(begun) ? archive(context, begun) : write(context, begun);
  return writing.catch((error: unknown): Result => {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return failed(problem);
  });
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

/** An export goes on with the rights of its creator only. */
async function write(context: Context | undefined, begun: StoredList): Promise<Result> {
  const scope = context?.scopeFor(recordPermission(begun.recordType, 'read'));
  if (!context?.scopeFor('export:create') || !scope) throw new Refused('not_permitted');
  const definition = definitionOf(begun.recordType);
  if (definition) await refuseConverting(context, definition);
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
