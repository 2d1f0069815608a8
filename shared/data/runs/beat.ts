import { Overtaken } from '../store/overtaken.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** A run stores that often that it is alive. */
export const beatMs = 1_000;

/** A run that stores, on condition of its own version, that it is alive. */
export interface BeatingRun {
  /** Whether another run or a deletion has ended this one. */
  isOvertaken: boolean;
  /** Whether it stores nothing for now, because it writes its next version. */
  isSilent?: boolean;
  /** The end of all attempts so far. */
  beaten?: Promise<unknown>;
}

/** Throws if another run, or a deletion, has overtaken this one. */
export function checkCurrent(run: BeatingRun): void {
  if (run.isOvertaken) throw new Overtaken();
}

/** Stores once that a run is alive. A failed attempt is made up for by the next one. */
export async function beat(
  session: Session,
  run: BeatingRun,
  beatAt: (now: string) => Action,
): Promise<void> {
  if (run.isSilent) return;
  const attempt = transact(session, [beatAt(new Date().toISOString())], 1).catch((error: unknown) => {
    run.isOvertaken ||= error instanceof Overtaken;
  });
  run.beaten = Promise.all([run.beaten, attempt]);
  await attempt;
}

/** Stores that a run is alive while it works. `beatAt` is the action that does so at an instant. */
export async function whileBeating<Result>(
  session: Session,
  run: BeatingRun,
  beatAt: (now: string) => Action,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => void beat(session, run, beatAt), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Lets a run store nothing any more, so that an attempt doesn't depend on a version that it replaces itself. */
export async function silence(run: BeatingRun): Promise<void> {
  run.isSilent = true;
  await run.beaten;
}
