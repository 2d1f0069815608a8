import type { AnyRow } from './record-client.ts';

export type Patch = Record<string, unknown>;

/** An optimistic edit awaiting its response. */
export interface PendingEdit {
  id: string;
  /** Values to restore in the edited fields if the edit fails. */
  before: Patch;
  shown: Patch;
}
/** Pending edits, in the order in which they were made. */
let pending: readonly PendingEdit[] = [];

/** The pending edits of a record. */
export const pendingEdits = (id: string): readonly PendingEdit[] => pending.filter((edit) => edit.id === id);

export function addPending(edit: PendingEdit): void {
  pending = [...pending, edit];
}
export function removePending(edit: PendingEdit): void {
  pending = pending.filter((other) => other !== edit);
}

/** The row with pending edits applied. */
export const withPending = <Row extends AnyRow>(row: Row): Row =>
  pendingEdits(row.id).reduce((shown, edit) => ({ ...shown, ...edit.shown }), row);
