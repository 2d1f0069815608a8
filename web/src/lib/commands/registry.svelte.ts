import { tick, untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { commandOf, commandIds, type CommandId } from './catalog.ts';
import { combinationOf } from './keys.ts';

/** The current handlers of each command, in the order of registration. `runCommand` calls the last one. */
const handlers = new SvelteMap<CommandId, (() => void)[]>();

type Handlers = Partial<Record<CommandId, () => void>>;

/**
 * Registers command handlers while the calling component is mounted. If `input` is a function, it is called again when
 * its dependencies change.
 */
export function useCommands(input: Handlers | (() => Handlers)): void {
  $effect(() => {
    const entries = Object.entries(typeof input === 'function' ? input() : input) as [
      CommandId,
      () => void,
    ][];
    change((list, run) => [...list, run]);
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
  if (openings > 0 && hold(event, combination)) {
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

/** How many things that take the focus are being loaded, and what was typed meanwhile. */
let openings = 0;
let held = '';

/**
 * Keeps what is typed while something that takes the focus is being loaded, such as a dialog or the input of a filter,
 * so that no key runs a command. The text goes into the text field that then has the focus, if there is one.
 */
export function holdKeys<T>(loading: Promise<T>): Promise<T> {
  openings += 1;
  void loading
    .then(focused, () => undefined)
    .then(() => {
      openings -= 1;
      if (openings === 0) release();
    });
  return loading;
}

/** Resolves when what was loaded is shown and has had time to take the focus. */
async function focused(): Promise<void> {
  await tick();
  for (let frames = 0; frames < 2; frames++) await new Promise((shown) => requestAnimationFrame(shown));
}

/** Keeps a key press. Returns false if it belongs to a text field, or isn't one that types. */
function hold({ key, target }: KeyboardEvent, combination: string): boolean {
  if (combination.startsWith('mod+') || (target as HTMLElement).matches(textFields)) return false;
  if (key === 'Backspace') held = held.slice(0, -1);
  else if (key.length === 1) held += key;
  else return key === 'Enter';
  return true;
}

function release(): void {
  const text = held;
  held = '';
  const field = document.activeElement;
  const takesText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (text === '' || !takesText || !field.matches(textFields)) return;
  field.value += text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const textFields =
  'input:not([type=checkbox], [type=radio], [type=file], [type=date], [type=time], [type=datetime-local]), textarea';

/** Whether the focused element, or an open dialog, handles the key press itself. */
function isTakenByFocus(event: KeyboardEvent, combination: string): boolean {
  const target = event.target as HTMLElement;
  const typing = target.matches('input:not([type=checkbox]), textarea, select, [contenteditable=true]');
  if (combination === 'mod+k') return false;
  if (document.querySelector('dialog[open]')) return combination !== 'mod+enter';
  if (typing) return !whileTyping.includes(combination);
  return target.closest('[role=menu], [role=listbox], [role=dialog], [role=tablist]') !== null;
}
