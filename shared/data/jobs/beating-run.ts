import { ProblemError } from '#contract/problem.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A run of an export, an import of an archive or a scan stores that often that it is alive. */
export const beatMs = 1_000;

/** A run that stores, on condition of its own version, that it is alive. */
export interface BeatingRun {
  /** Whether another run or a deletion has ended this one. */
  isOvertaken: boolean;
}

export const isOvertaken = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'precondition_failed';

/** Throws if another run, or a deletion, has overtaken this one. */
export function checkCurrent(run: BeatingRun): void {
  if (run.isOvertaken) throw new ProblemError('precondition_failed');
}

/** Stores that a run is alive while it works. `beatAt` is the action that does so at an instant. */
export async function whileBeating<Result>(
  session: Session,
  run: BeatingRun,
  beatAt: (now: string) => Action,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => {
    // A failed attempt is made up for by the next one.
    void transact(session, [beatAt(new Date().toISOString())], 1).catch((error: unknown) => {
      run.isOvertaken ||= isOvertaken(error);
    });
  }, beatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
