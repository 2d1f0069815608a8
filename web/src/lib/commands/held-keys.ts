import { tick } from 'svelte';

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

/**
 * Keeps a key press while something is being loaded. Returns false if nothing is, and for a key press that belongs to a
 * text field or isn't one that types. What was typed before a text field took the focus goes into it first.
 */
export function holdKey({ key, target }: KeyboardEvent, combination: string): boolean {
  if (openings === 0) return false;
  if (combination.startsWith('mod+')) return false;
  if ((target as HTMLElement).matches(textFields)) {
    release();
    return false;
  }
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
