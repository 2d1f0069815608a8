import { limits } from '#contract/limits.ts';
import { checkCurrent, whileBeating, type BeatingRun } from '../runs/beat.ts';
import type { Context } from '../organization/context.ts';
import { exportRuns, type StoredExport } from './export-runs.ts';
import { Refused } from './refused.ts';

/** What a run has done so far. */
export interface Run extends BeatingRun {
  rows: number;
  /** Unknown until the list is open. */
  total: number | undefined;
  cutTexts: number;
  /** When it fails if it isn’t done, in epoch milliseconds. */
  until: number;
}

/** Stores how far a run has come, and that it is alive, while it works. */
export function whileAlive<Result>(
  context: Context,
  begun: StoredExport,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const until = Date.parse(begun.updatedAt) + limits.exportRunMinutes * 60_000;
  const run: Run = { rows: 0, total: undefined, cutTexts: 0, isOvertaken: false, until };
  const beatAt = (now: string) =>
    exportRuns.progress(context.orgId, begun, { rows: run.rows, total: run.total }, now);
  return whileBeating(context, run, beatAt, () => work(run));
}

/**
 * Throws if a run must not go on: another run or a deletion has overtaken it, or its time is over. The next run would
 * take as long, so the export fails with the reason instead of being killed with its function, run after run.
 */
export function checkGoesOn(run: Pick<Run, 'isOvertaken' | 'until'>, now = Date.now()): void {
  checkCurrent(run);
  if (now > run.until) throw new Refused('took_too_long');
}
