import { onDestroy } from 'svelte';
import { ConnectionLost } from './connection-lost.ts';
import { ApiProblem } from './problem.ts';

/** A change that failed for a temporary reason. `decide(true)` sends it again, and `decide(false)` lets it fail. */
interface FailedChange {
  error: unknown;
  decide: (sendAgain: boolean) => void;
}

const slowMilliseconds = 1_000;
const settleMilliseconds = 5_000;
let sending: readonly Promise<unknown>[] = [];
let slow = $state(0);
let failed = $state.raw<readonly FailedChange[]>([]);
let isLeaving = false;
/** How many banners that offer to retry failed changes are mounted. Without one, changes fail at once. */
let shown = 0;
let openEditors: readonly (() => boolean)[] = [];

/** Whether a change has been waiting for its response for at least a second. */
export const isSaving = (): boolean => slow > failed.length;
/** The error of the first failed change. */
export const unsavedReason = (): unknown => failed[0]?.error;
export const hasFailedChanges = (): boolean => failed.length > 0;

/** Counts a change as unsaved until it is saved or finally fails. */
export async function whileUnsaved<T>(send: () => Promise<T>): Promise<T> {
  const answer = send();
  const stop = countOnceSlow();
  sending = [...sending, answer];
  try {
    return await answer;
  } finally {
    stop();
    sending = sending.filter((other) => other !== answer);
  }
}

function countOnceSlow(): () => void {
  let counted = 0;
  const timer = setTimeout(() => {
    counted = 1;
    slow += 1;
  }, slowMilliseconds);
  return () => {
    clearTimeout(timer);
    slow -= counted;
  };
}

/**
 * Sends a change, and sends it again as long as it fails for a temporary reason and the user chooses to retry. A change
 * that isn't `repeatable` is sent again only if the session had ended, because then it didn't take effect.
 */
export async function untilDecided<T>(send: () => Promise<T>, repeatable: boolean): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      const isFinal = !isSignedOut(error) && !(repeatable && isTemporary(error));
      if (shown === 0 || isFinal || !(await decisionOn(error))) throw error;
    }
  }
}

const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'unauthenticated';

/** A limit with a reason, such as an e-mail that was sent a moment ago, is told at once: waiting would hide it. */
const isTemporary = (error: unknown): boolean =>
  error instanceof ConnectionLost ||
  (error instanceof ApiProblem &&
    error.errors.length === 0 &&
    ['unavailable', 'internal', 'too_many_requests'].includes(error.code));

function decisionOn(error: unknown): Promise<boolean> {
  return new Promise((decide) => (failed = [...failed, { error, decide }]));
}

/** Sends all failed changes again, or discards them. */
export function decideOnFailedChanges(sendAgain: boolean): void {
  const changes = failed;
  failed = [];
  for (const { decide } of changes) decide(sendAgain);
}

/** Must be called when the component that shows failed changes is mounted. Returns a function to call on unmount. */
export function showFailedChanges(): () => void {
  shown += 1;
  return () => {
    shown -= 1;
  };
}

/** Waits up to five seconds for pending changes, unless some have failed. Resolves to whether none are left. */
export async function changesArrive(): Promise<boolean> {
  const patience = new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
  if (!hasFailedChanges()) await Promise.race([Promise.allSettled(sending), patience]);
  return sending.length === 0;
}

/**
 * Warns before the page is reloaded or closed while `isDirty` returns true, such as for input that isn't kept as a
 * draft. Applies until the calling component is destroyed.
 */
export function guardReload(isDirty: () => boolean): void {
  openEditors = [...openEditors, isDirty];
  onDestroy(() => (openEditors = openEditors.filter((other) => other !== isDirty)));
}

/** Whether changes are being sent or wait to be sent again, or an editor has input that isn't kept as a draft. */
export const hasUnsaved = (): boolean => sending.length > 0 || openEditors.some((isDirty) => isDirty());

/** Lets the page be reloaded or closed without a warning, because the user has already confirmed leaving. */
export function leaveUnsaved(): void {
  isLeaving = true;
}

if (typeof window !== 'undefined') {
  window.addEventListener('beforeunload', (event) => {
    if (isLeaving) return;
    if (hasUnsaved()) event.preventDefault();
  });
}
