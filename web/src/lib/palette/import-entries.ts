import FileUp from '@lucide/svelte/icons/file-up';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { mayImport } from '#lib/records/may-import.ts';
import { recordBasics } from '#lib/records/record-basics.ts';
import type { Workspace } from '#lib/workspace.ts';
import type { PaletteEntry } from './palette-entry.ts';

/** Entries that open the page of imports for a type of records that the user may create. */
export const importEntries = (workspace: Workspace, matches: (label: string) => boolean): PaletteEntry[] =>
  Object.values(recordBasics)
    .filter((view) => mayImport(workspace, view))
    .map(({ name, plural }): PaletteEntry => ({
      id: `import-${plural}`,
      label: t.palette.importMany(t.nouns[name].many),
      icon: FileUp,
      href: `${workspace.base}/imports?type=${name}`,
    }))
    .filter(({ label }) => matches(label));
