import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { commandOf, commandIds, type CommandId } from './catalog.ts';
import { holdKey } from './held-keys.ts';
import { combinationOf } from './keys.ts';

/** The current handlers of each command, in the order of registration. `runCommand` calls the last one. */
const handlers = new SvelteMap<CommandId, (() => void)[]>();

type Handlers = Partial<Record<CommandId, () => void>>;

/**
 * Registers command handlers while the calling component is mounted. If `input` is a function, it is called again when
 * its dependencies change. With `behind`, the handlers run only where no part of the page has its own: the effects of
 * the parts of a page run before those of its frame.
 */
export function useCommands(
  input: Handlers | (() => Handlers),
  { behind = false }: { behind?: boolean } = {},
): void {
  $effect(() => {
    const entries = Object.entries(typeof input === 'function' ? input() : input) as [
      CommandId,
      () => void,
    ][];
    change((list, run) => (behind ? [run, ...list] : [...list, run]));
    return () => change((list, run) => list.filter((other) => other !== run));

    function change(next: (list: (() => void)[], run: () => void) => (() => void)[]): void {
      untrack(() => {
        for (const [id, run] of entries) handlers.set(id, next(handlers.get(id) ?? [], run));
      });
    }
  });
}

/** Commands that currently have a handler. */
export function availableCommands(): CommandId[] {
  return commandIds.filter((id) => (handlers.get(id)?.length ?? 0) > 0);
}

export function runCommand(id: CommandId): boolean {
  const run = handlers.get(id)?.at(-1);
  run?.();
  return run !== undefined;
}

/** Combinations that run their command even while the user types. The palette opens from anywhere. */
const whileTyping = ['mod+enter', 'mod+s'];

const sequenceMilliseconds = 1_000;
let prefix = '';
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

/** Runs the command for a key press. Must be attached to the window, and only once. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey) return;
  const combination = combinationOf(event);
  if (holdKey(event, combination)) {
    event.preventDefault();
    return;
  }
  if (isTakenByFocus(event, combination)) return;
  const pressed = prefix ? `${prefix} ${combination}` : combination;
  setPrefix('');
  const command = availableCommands().find((id) => commandOf(id).keys.includes(pressed));
  if (command && command !== 'openRow') {
    event.preventDefault();
    if (!event.repeat || commandOf(command).repeats) runCommand(command);
  } else if (commandIds.some((id) => commandOf(id).keys.some((keys) => keys.startsWith(`${pressed} `)))) {
    setPrefix(pressed);
  }
}

function setPrefix(next: string): void {
  clearTimeout(prefixTimer);
  prefix = next;
  if (next) prefixTimer = setTimeout(() => (prefix = ''), sequenceMilliseconds);
}

/** Whether the focused element, or an open dialog, handles the key press itself. */
function isTakenByFocus(event: KeyboardEvent, combination: string): boolean {
  const target = event.target as HTMLElement;
  const typing = target.matches('input:not([type=checkbox]), textarea, select, [contenteditable=true]');
  if (combination === 'mod+k') return false;
  if (document.querySelector('dialog[open]')) return combination !== 'mod+enter';
  if (typing) return !whileTyping.includes(combination);
  // Tabs need keys such as arrows only, so that those of the page work after a click on a tab.
  if (target.closest('[role=tablist]')) return combination.length > 1 || combination === ' ';
  return target.closest('[role=menu], [role=listbox], [role=dialog]') !== null;
}
