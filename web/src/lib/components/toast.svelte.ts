export interface Toast {
  text: string;
  undo?: () => void;
  tone?: 'done' | 'failed';
}

const shownMilliseconds = 8_000;
let current = $state.raw<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;
const undoableMilliseconds = 60_000;
/** Undoes the last inline edit, which shows no toast. Valid for a minute and only on the page of the edit. */
let lastEdit: { undo: () => void; at: number; path: string } | undefined;

export const currentToast = () => current;

/** Shows a toast, which replaces the current one. */
export function toast(next: Toast): void {
  current = next;
  if (next.undo) lastEdit = undefined;
  resumeToast();
}

/** Stops the timer that dismisses the toast, while the user interacts with it. */
export function holdToast(): void {
  clearTimeout(timer);
}
export function resumeToast(): void {
  clearTimeout(timer);
  timer = setTimeout(dismissToast, shownMilliseconds);
}
export function dismissToast(): void {
  clearTimeout(timer);
  current = undefined;
}

/** Lets the undo command revert an inline edit. */
export function offerUndo(undo: () => void): void {
  lastEdit = { undo, at: Date.now(), path: location.pathname };
}

function undoOfEdit(): (() => void) | undefined {
  if (!lastEdit || Date.now() - lastEdit.at > undoableMilliseconds) return undefined;
  return lastEdit.path === location.pathname ? lastEdit.undo : undefined;
}

/** Undoes the last inline edit or the toast's action, whichever came later. */
export function undoLast(): boolean {
  const edit = undoOfEdit();
  const undo = edit ?? current?.undo;
  lastEdit = undefined;
  if (!undo) return false;
  if (!edit) dismissToast();
  undo();
  return true;
}
