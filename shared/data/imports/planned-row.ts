import type { RowAction } from '#contract/import-rows.ts';

/** What a start does with a row, as the last check found. */
export interface PlannedRow {
  number: number;
  action: RowAction;
  /** The id of the record that is updated, or of the one that is created. */
  id: string;
  /** Valid input for the record, unless the row is refused. */
  body: Record<string, unknown>;
  /** The text of a new note on the record. */
  note?: string;
  /** Why the row is refused. A problem without a column concerns the row as a whole. */
  problems: RowProblem[];
  /** The positions of cells that a rule reads as empty because of their problems. */
  emptied?: number[];
}

export interface RowProblem {
  column?: number;
  /** The field that no column is for. */
  field?: string;
  code: string;
}
