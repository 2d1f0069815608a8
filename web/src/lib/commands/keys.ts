const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const capOf: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  enter: '↵',
  escape: 'Esc',
  delete: 'Del',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

/** Key caps of a combination: `mod+k` is ⌘ and K, `g c` is G and C. */
export function keyCaps(combination: string): string[] {
  return combination.split(/[ +]/).map((key) => capOf[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** The combination of a keyboard event, in the catalog's notation. */
export function combinationOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.replace('Arrow', '').toLowerCase();
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}
