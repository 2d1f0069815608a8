import type { ExportProblem } from '#contract/export.ts';

/** Thrown if an export can’t go on. Trying again wouldn’t help. */
export class Refused extends Error {
  readonly problem: ExportProblem;

  constructor(problem: ExportProblem) {
    super(problem);
    this.problem = problem;
  }
}
