/** Moves the focus among the entries of a menu with the arrow keys. Returns whether it handled the key. */
export function moveFocus(event: KeyboardEvent, menu: HTMLElement): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return false;
  const entries = [...menu.querySelectorAll<HTMLElement>('input, [data-entry]')];
  const row = (event.target as HTMLElement).closest('li')?.querySelector<HTMLElement>('[data-entry]');
  const at = entries.indexOf(row ?? (event.target as HTMLElement));
  entries[(at + step + entries.length) % entries.length]?.focus();
  event.preventDefault();
  return true;
}
