/**
 * Whether an input method handles a key press, such as Enter that accepts a Japanese word. Safari ends the composition
 * before it sends that key, so only its key code 229 tells.
 */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- Nothing else tells it in Safari.
const isOfInputMethod = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;

/**
 * Keeps key presses that an input method handles from every handler of the site, so that accepting a word doesn't save,
 * choose or close anything. Must be called before anything else listens to keys.
 */
export function ignoreInputMethodKeys(target: Window): void {
  const stop = (event: KeyboardEvent) => {
    if (isOfInputMethod(event)) event.stopImmediatePropagation();
  };
  target.addEventListener('keydown', stop, { capture: true });
}
