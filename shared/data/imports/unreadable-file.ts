import type { FileProblem } from '#contract/file-problem.ts';
import type { FileShape } from './file-shape.ts';

/** Why a file can't be read. Any other error comes from the source and says nothing about the file. */
export class UnreadableFile extends Error {
  readonly reason: FileProblem;
  /** Number of the row, as a spreadsheet shows it, if the reason is in one. */
  readonly row: number | undefined;
  /** What is known about the file, so that a different sheet, separator or encoding can be chosen. */
  shape: FileShape | undefined;

  constructor(reason: FileProblem, row?: number, cause?: unknown) {
    super(row === undefined ? reason : `${reason} in row ${row}`, { cause });
    this.name = 'UnreadableFile';
    this.reason = reason;
    this.row = row;
  }
}
