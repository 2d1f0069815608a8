import { preloadCognito } from '#lib/auth/session.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { loadViews } from '#lib/records/load-view.svelte.ts';
import { loadWhenIdle } from '#lib/load-ahead.ts';

/** Parts that must appear immediately, even offline, such as error messages, confirmations, menus and search. */
const parts = [
  () => import('#lib/components/ErrorPanel.svelte'),
  () => import('#lib/components/ConfirmDialog.svelte'),
  () => import('#lib/auth/SessionOver.svelte'),
  () => import('#lib/components/MenuContent.svelte'),
  () => import('#lib/components/PopoverContent.svelte'),
  () => import('#lib/palette/Palette.svelte'),
  () => import('./user-menu-items.ts'),
  () => import('./user-actions.ts'),
  () => import('#lib/palette/ShortcutSheet.svelte'),
  () => import('virtual:later-operations'),
  loadViews,
  () => useTexts('dailyWork'),
  () => useTexts('refusals'),
];

/** Prefetches the parts above and the sign-in library when the browser is idle. */
export function fetchAhead(): void {
  loadWhenIdle(...parts);
  preloadCognito();
}
