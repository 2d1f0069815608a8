import type { ProblemError } from '#contract/problem.ts';

/** How a document is shown: by itself, or after an answer that was refused. */
export interface Shown {
  status: number;
  error?: ProblemError;
  posted?: { answer: 'accept' | 'decline'; by: string; reason?: string | undefined };
}
