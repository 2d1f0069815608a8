import { ProblemError } from '#contract/problem.ts';

/** Another run, request or deletion has changed the state on which a write depends. */
export class Overtaken extends ProblemError {
  constructor() {
    super('precondition_failed');
  }
}

/** Leaves the work to whoever was faster. */
export function unlessOvertaken(error: unknown): undefined {
  if (!(error instanceof Overtaken)) throw error;
}
