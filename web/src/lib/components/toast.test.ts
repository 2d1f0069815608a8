import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentToast, dismissToast, offerUndo, toast, undoLast } from './toast.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('location', { pathname: '/contacts/1' });
});
afterEach(() => {
  dismissToast();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the last edit in place is undone once, on the page where it was made', () => {
  const undo = vi.fn<() => void>();
  offerUndo(undo);
  location.pathname = '/contacts/2';
  expect(undoLast()).toBe(true);
  expect(undo).not.toHaveBeenCalled();
  offerUndo(undo);
  expect(undoLast()).toBe(true);
  expect(undoLast()).toBe(false);
  expect(undo).toHaveBeenCalledOnce();
});

test('an edit in place can no longer be undone after a minute, and nothing earlier is undone instead', () => {
  const undo = vi.fn<() => void>();
  offerUndo(undo);
  vi.advanceTimersByTime(61_000);
  expect(undoLast()).toBe(true);
  expect(undoLast()).toBe(false);
  expect(undo).not.toHaveBeenCalled();
});

test('a message with an action replaces the undo of an earlier edit', () => {
  const [edit, action] = [vi.fn<() => void>(), vi.fn<() => void>()];
  offerUndo(edit);
  toast({ text: 'Deleted', undo: action });
  expect(undoLast()).toBe(true);
  expect(action).toHaveBeenCalledOnce();
  expect(edit).not.toHaveBeenCalled();
});

test('a message that offers to undo can be answered for 20 seconds, one without an offer goes after 8', () => {
  toast({ text: 'Saved' });
  vi.advanceTimersByTime(8_000);
  expect(currentToast()).toBeUndefined();
  const undo = vi.fn<() => void>();
  toast({ text: 'Deleted', undo });
  vi.advanceTimersByTime(19_000);
  expect(undoLast()).toBe(true);
  expect(undo).toHaveBeenCalledOnce();
});
