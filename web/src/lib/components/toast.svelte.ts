export interface Toast {
  text: string;
  undo?: () => void;
  /** Shown after the text. */
  link?: { href: string; text: string };
  tone?: 'done' | 'failed';
}

const shownMilliseconds = 8_000;
/** A toast that offers something stays as long as WCAG 2.2.1 gives people to answer. */
const offeringMilliseconds = 20_000;
let current = $state.raw<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;
const undoableMilliseconds = 60_000;
/** The last inline edit, for which no toast appears. It can be undone for a minute, on the page of the edit only. */
let lastEdit: { undo: () => void; at: number; path: string } | undefined;

export const currentToast = () => current;

/** Shows a toast, which replaces the current one. */
export function toast(next: Toast): void {
  current = next;
  if (next.undo) lastEdit = undefined;
  resumeToast();
}

/** Stops the timer that dismisses the toast, because the user is interacting with the toast. */
export function holdToast(): void {
  clearTimeout(timer);
}
export function resumeToast(): void {
  clearTimeout(timer);
  const offers = current?.undo ?? current?.link;
  timer = setTimeout(dismissToast, offers ? offeringMilliseconds : shownMilliseconds);
}
export function dismissToast(): void {
  clearTimeout(timer);
  current = undefined;
}

/** Lets the undo command revert an inline edit. */
export function offerUndo(undo: () => void): void {
  lastEdit = { undo, at: Date.now(), path: location.pathname };
}

/** Ends the offer to revert the last inline edit, because a later action is undone instead. */
export function forgetEdit(): void {
  lastEdit = undefined;
}

function undoOfEdit(): (() => void) | undefined {
  if (!lastEdit || Date.now() - lastEdit.at > undoableMilliseconds) return undefined;
  return lastEdit.path === location.pathname ? lastEdit.undo : undefined;
}

/**
 * Undoes the last inline edit or the toast's action, whichever came later. Returns whether there was one, even if it can
 * no longer be undone, so that nothing earlier is undone instead.
 */
export function undoLast(): boolean {
  const edit = undoOfEdit();
  const undo = edit ?? current?.undo;
  const hadEdit = lastEdit !== undefined;
  lastEdit = undefined;
  if (!undo) return hadEdit;
  if (!edit) dismissToast();
  undo();
  return true;
}
