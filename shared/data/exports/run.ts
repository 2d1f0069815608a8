import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { transact } from '../store/transact.ts';
import { progressAction, type ExportProgress, type StoredExport } from './export-item.ts';

/** What a run has done so far. */
export interface Run extends ExportProgress {
  cutTexts: number;
  /** Whether another run or a deletion has ended this one. */
  isOvertaken: boolean;
}

/** A run stores that often that it is alive. */
export const beatMs = 1_000;

export const isOvertaken = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'precondition_failed';

/** Throws if another run, or a deletion, has overtaken this one. */
export function checkCurrent(run: Run): void {
  if (run.isOvertaken) throw new ProblemError('precondition_failed');
}

/** Stores how far a run has come, and that it is alive, while it works. */
export async function whileAlive<Result>(
  context: Context,
  begun: StoredExport,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const run: Run = { rows: 0, total: undefined, cutTexts: 0, isOvertaken: false };
  const beat = setInterval(() => void storeProgress(context, begun, run), beatMs);
  try {
    return await work(run);
  } finally {
    clearInterval(beat);
  }
}

/** A failed attempt is made up for by the next one. */
async function storeProgress(context: Context, begun: StoredExport, run: Run): Promise<void> {
  const action = progressAction(context.orgId, begun, run, new Date().toISOString());
  await transact(context, [action], 1).catch((error: unknown) => {
    run.isOvertaken ||= isOvertaken(error);
  });
}
