export interface Toast {
  text: string;
  /** Undoes the action. */
  undo?: () => void;
  tone?: 'done' | 'failed';
}

const shownMilliseconds = 8_000;
let current = $state.raw<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;
const undoableMilliseconds = 60_000;
/** Undoes the last inline edit, which shows no toast, for a while and on the page where it was made. */
let lastEdit: { undo: () => void; at: number; path: string } | undefined;

export const currentToast = () => current;

/** Shows a message about a completed action, with undo if possible. Only one message is shown at a time. */
export function toast(next: Toast): void {
  current = next;
  if (next.undo) lastEdit = undefined;
  resumeToast();
}

/** Keeps the toast while the user interacts with it. */
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
