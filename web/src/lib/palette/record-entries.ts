import type { SearchHit } from '#contract/search.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { recordBasics } from '#lib/records/record-basics.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { PaletteEntry } from './palette-entry.ts';

const shownMax = 8;

/**
 * Entries that open the records found. If there are more than fit, entries that search the list of each type found
 * follow.
 */
export function recordEntries(
  { base }: Workspace,
  found: readonly SearchHit[],
  typed: string,
): PaletteEntry[] {
  const entries = found.map(({ id, type, title, detail }): PaletteEntry => {
    const { plural, texts } = recordBasics[type];
    const kind = texts().one;
    return {
      id,
      label: title,
      detail: detail ? `${kind} · ${detail}` : kind,
      href: `${base}/${plural}/${id}`,
    };
  });
  if (entries.length <= shownMax) return entries;
  const lists = [...new Set(found.map(({ type }) => type))].map((type): PaletteEntry => {
    const { plural, icon, texts } = recordBasics[type];
    return {
      id: `list-${plural}`,
      label: t.palette.findIn(texts().many, typed),
      icon,
      href: `${base}/${plural}?q=${encodeURIComponent(typed)}`,
    };
  });
  return [...entries.slice(0, shownMax), ...lists];
}
