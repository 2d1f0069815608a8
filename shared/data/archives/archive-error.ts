import type { ArchiveImport, ArchiveProblem } from '#contract/archive-import.ts';

/** Thrown if an archive can’t be imported. Trying again wouldn’t help. */
export class ArchiveError extends Error {
  readonly problem: NonNullable<ArchiveImport['problem']>;

  constructor(code: ArchiveProblem, where: { path?: string; line?: number } = {}) {
    super(code);
    this.problem = { code, ...where };
  }
}
