export interface Toast {
  text: string;
  /** Undoes the action. */
  undo?: () => void;
  tone?: 'done' | 'failed';
}

const shownMilliseconds = 8_000;
let current = $state.raw<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;
/** Undoes the last inline edit, which shows no toast. */
let undoEdit: (() => void) | undefined;

export const currentToast = () => current;

/** Shows a message about a completed action, with undo if possible. Only one message is shown at a time. */
export function toast(next: Toast): void {
  current = next;
  if (next.undo) undoEdit = undefined;
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
  undoEdit = undo;
}

/** Undoes the last inline edit or the toast's action, whichever came later. */
export function undoLast(): boolean {
  const undo = undoEdit ?? current?.undo;
  if (!undo) return false;
  if (undoEdit) undoEdit = undefined;
  else dismissToast();
  undo();
  return true;
}
