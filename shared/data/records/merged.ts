import { ProblemError } from '#contract/problem.ts';

/** Thrown if the record in a request was merged into another one that the caller can access. */
export class MergedError extends ProblemError {
  readonly id: string;
  readonly intoId: string;

  constructor(id: string, intoId: string) {
    super('conflict', 'record_merged', [{ pointer: '', code: 'merged', recordId: intoId }]);
    this.id = id;
    this.intoId = intoId;
  }
}
