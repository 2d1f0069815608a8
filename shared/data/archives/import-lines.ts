import { $ZodError } from 'zod/v4/core';
import { ProblemError } from '#contract/problem.ts';
import { takeRows } from '../jobs/job-rate.ts';
import { beat, checkCurrent } from '../runs/beat.ts';
import type { RunPlace } from '../runs/run-kinds.ts';
import { sleep } from '../store/retry.ts';
import { withinBudget } from '../store/write-budget.ts';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveFile } from './archive-format.ts';
import { beatOf, type Run } from './archive-run.ts';
import { batchesOf, writerOf, type LineBatch, type LineWriter } from './import-batches.ts';
import type { ImportTarget } from './import-target.ts';
import { linesOf } from './open-archive.ts';

/** Batches that are written at the same time. */
const batchesTogether = 4;

/** Writes what is left of a file. Returns whether that was all of it, before the time of the run ended. */
export async function importFile(
  run: Run,
  target: ImportTarget,
  file: ArchiveFile | undefined,
): Promise<boolean> {
  const writer = file && writerOf(file, target.context);
  if (!writer) return true;
  const batches = batchesOf(linesOf(target.archive, file), file, writer);
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
  const writes = () =>
    Promise.allSettled(
      batches.map(({ from, lines }) =>
        writer
          .write({ ...target, context: { ...target.context, prefetched: new Map() } }, lines)
          .catch((error: unknown) => {
            throw explained(error, { path, line: from + 1 });
          }),
      ),
    );
  const results = await withinBudget(target.context, writes);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason as Error;
  run.stored = {
    ...stored,
    done: stored.done + line - stored.place.line,
    place: { file: stored.place.file, line },
  };
  await beat(place, run, beatOf(run));
}

const limitCodes: readonly string[] = ['record_limit', 'no_room', 'too_many'];

/** Why values were refused: by their schema, by a rule of their type, or by a limit of the organization. */
function explained(error: unknown, where: { path: string; line: number }): unknown {
  if (error instanceof ArchiveError && error.problem.path === undefined)
    return new ArchiveError(error.problem.code, where);
  if (error instanceof $ZodError) return new ArchiveError('invalid_line', where);
  if (!(error instanceof ProblemError) || error.errors === undefined) return error;
  const isLimit = error.errors.some(({ code }) => limitCodes.includes(code));
  return new ArchiveError(isLimit ? 'limit_reached' : 'invalid_line', where);
}

/** Waits until the organization's share of writes has room, so that others aren't slowed down. */
async function untilTaken(place: RunPlace, lines: number): Promise<void> {
  for (;;) {
    const waitMs = await takeRows(place, place.orgId, lines);
    if (waitMs === undefined) return;
    await sleep(waitMs);
  }
}
