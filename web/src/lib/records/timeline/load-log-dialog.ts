import { withTexts } from '#lib/i18n/i18n.svelte.ts';

/** Loads the dialog in which an activity is logged, with its texts. */
export const loadLogDialog = () => withTexts('plans', withTexts('dailyWork', import('./LogDialog.svelte')));
