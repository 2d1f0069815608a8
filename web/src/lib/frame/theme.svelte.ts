import type { themes } from '#contract/me.ts';

export type Theme = (typeof themes)[number];
const key = 'cobalt.theme';

let current = $state<Theme>((localStorage.getItem(key) as Theme | null) ?? 'system');
export const theme = () => current;

/** Applies a theme and stores it on this device. On the next page load, theme.js applies it before the first paint. */
export function chooseTheme(next: Theme): void {
  current = next;
  localStorage.setItem(key, next);
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}
