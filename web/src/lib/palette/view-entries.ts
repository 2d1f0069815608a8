import type { View } from '#contract/view.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics } from '#lib/records/record-basics.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { PaletteEntry } from './palette-entry.ts';

const shownMax = 6;

/** Entries that open the views whose name, or the text with it, matches what was typed. */
export const viewEntries = (
  { base }: Workspace,
  views: readonly View[],
  matches: (label: string) => boolean,
): PaletteEntry[] =>
  views
    .map(({ id, name, recordType }): PaletteEntry => {
      const { plural, icon, texts } = recordBasics[recordType];
      return {
        id: `view-${id}`,
        label: t.savedViews.open(name),
        detail: texts().many,
        icon,
        href: `${base}/${plural}?saved=${id}`,
      };
    })
    // People leave out the quotation marks around the name.
    .filter(({ label }) => matches(label) || matches(label.replace(/[“”«»]/g, '')))
    .slice(0, shownMax);
