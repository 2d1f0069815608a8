import { t } from '#lib/i18n/i18n.svelte.ts';

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const capOf: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

function capFor(key: string): string {
  if (key === 'delete') return t.frame.deleteKey;
  if (key === 'space') return t.frame.spaceKey;
  return capOf[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The keys of a combination as shown to the user: `⌘` (or `Ctrl`) and `K` for `mod+k`, `G` and `C` for `g c`. */
export function keyCaps(combination: string): string[] {
  return combination.split(/[ +]/).map(capFor);
}

/** The key combination of a keyboard event, in the notation of the command catalog. */
export function combinationOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.replace('Arrow', '').toLowerCase();
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}
