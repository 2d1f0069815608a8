import type { imports } from '#contract/import.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import { refusedRowsTexts } from '#contract/refused-rows-texts.ts';
import { downloadOf } from '#data/files/download.ts';
import { putObject } from '#data/files/object-store.ts';
import { loadWithRows, type StoredImport } from '#data/imports/import-runs.ts';
import { isWritten, refusedRowsKey } from '#data/imports/import-objects.ts';
import { plannedNote } from '#data/imports/planned-note.ts';
import { refusedRowsFile, type WhyNot } from '#data/imports/refused-rows.ts';
import { readReachedIds } from '#data/jobs/changed-rows.ts';
import { isUnfinished, readJob } from '#data/jobs/job.ts';
import { readResults } from '#data/jobs/read.ts';
import type { Context } from '#data/organization/context.ts';

type Operation = (typeof imports)['operations']['refusedRows'];

/** Writes the file of the refused rows, and returns where to download it. Another request replaces the file. */
export async function refusedRows(
  context: Context,
  { id, language = 'en' }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const stored = await loadWithRows(context, id);
  const { state, file } = stored;
  if (state !== 'checked' && state !== 'started') throw new ProblemError('conflict', 'import_other_state');
  const whyNot = await reasonsOfJob(context, stored);
  const { bytes, rows, isComplete } = await refusedRowsFile(context, stored, whyNot, language);
  if (rows === 0) throw new ProblemError('conflict', 'import_nothing_refused');
  const key = refusedRowsKey(context.orgId, id);
  await putObject(key, 'text/csv', bytes);
  const name = `${file.name.replace(/\.[^.]*$/, '')} (${refusedRowsTexts[language].nameEnd}).csv`;
  return { ...downloadOf(key, { name, type: 'text/csv; charset=utf-8' }), rows, isComplete };
}

/** Failed rows that are read together. */
const pageRows = 1_000;

/** Why the job hasn't written rows, or their notes. Throws `job_running` until it has ended. */
async function reasonsOfJob(context: Context, stored: StoredImport): Promise<WhyNot> {
  const { jobId, file } = stored;
  const job = jobId && (await readJob(context, context.orgId, jobId, context.now));
  if (!jobId || !job) return () => undefined;
  if (isUnfinished(job)) throw new ProblemError('conflict', 'job_running');
  const failed = await failedRows(context, jobId);
  const reached =
    job.state === 'done' ? undefined : await readReachedIds(context, job, [file.recordType, 'note']);
  return (row) => {
    const code = failed.get(`${file.recordType} ${row.number}`);
    if (code !== undefined) return code;
    if (reached && isWritten(row) && !reached.has(row.id)) return 'not_reached';
    const note = plannedNote(stored, row);
    const isMissing = note && (failed.has(`note ${row.number}`) || reached?.has(note.id) === false);
    return isMissing ? 'note_not_written' : undefined;
  };
}

/** The codes of what the job couldn't write, by type and number of the row. */
async function failedRows(context: Context, jobId: string): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor; isFirst = false) {
    const page = await readResults(context, jobId, { limit: pageRows, cursor });
    for (const { recordType, row, code } of page.items)
      if (row !== undefined) failed.set(`${recordType} ${row}`, code);
    cursor = page.nextCursor;
  }
  return failed;
}
