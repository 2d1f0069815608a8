export interface Toast {
  text: string;
  /** What takes it back. */
  undo?: () => void;
  tone?: 'done' | 'failed';
}

const shownMilliseconds = 8_000;
let current = $state.raw<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;

export const currentToast = () => current;

/** Tells that something is done, one at a time, with a way back where there is one. */
export function toast(next: Toast): void {
  current = next;
  resumeToast();
}

/** Keeps it while someone is at it. */
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

/** Takes back what the toast tells of; false if there is nothing to take back. */
export function undoLast(): boolean {
  const undo = current?.undo;
  if (!undo) return false;
  dismissToast();
  undo();
  return true;
}
