import { whileBeating, type BeatingRun } from '../jobs/beating-run.ts';
import type { Context } from '../organization/context.ts';
import { progressAction, type ExportProgress, type StoredExport } from './export-item.ts';

/** What a run has done so far. */
export interface Run extends ExportProgress, BeatingRun {
  cutTexts: number;
}

/** Stores how far a run has come, and that it is alive, while it works. */
export function whileAlive<Result>(
  context: Context,
  begun: StoredExport,
  work: (run: Run) => Promise<Result>,
): Promise<Result> {
  const run: Run = { rows: 0, total: undefined, cutTexts: 0, isOvertaken: false };
  const beatAt = (now: string) => progressAction(context.orgId, begun, run, now);
  return whileBeating(context, run, beatAt, () => work(run));
}
