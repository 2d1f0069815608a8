import { defaultLeadWeights } from '#contract/lead-score.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Organization, Status } from '#contract/organization.ts';
import { general } from './presets/general.ts';
import { pipelineOf, type Locale } from './presets/named.ts';
import type { Preset } from './presets/preset.ts';
import { allPresets, entriesIn } from './presets/presets.ts';

type Lists = Pick<
  Organization,
  | 'contactStatuses'
  | 'customerStatuses'
  | 'vendorStatuses'
  | 'leadStatuses'
  | 'leadSources'
  | 'leadWeights'
  | 'pipelines'
>;

/** An entry as it is kept: without a name as long as the product's own ones do. */
export type StoredStatus = Omit<Status, 'name' | 'names'> & { name?: string };

/** The product's names of an entry, if it is one of the product's. */
export function productNames(list: StatusListName, id: string): NonNullable<Status['names']> | undefined {
  const [, , name] =
    allPresets.flatMap(({ lists }) => lists[list] ?? []).find(([entryId]) => entryId === id) ?? [];
  return name && { en: name[0], es: name[1] };
}

export const storedStatus = ({ name, names, ...entry }: Status): StoredStatus =>
  names ? entry : { ...entry, name };

export function statusFrom(list: StatusListName, stored: StoredStatus): Status {
  if (stored.name !== undefined) return { ...stored, name: stored.name };
  const names = productNames(list, stored.id);
  return { ...stored, name: names?.en ?? stored.id, ...(names ? { names } : {}) };
}

/** The lists that a new organization of a line of business begins with; its pipeline is named in the language of who makes it. */
export function defaultLists(locale: Locale, preset: Preset = general): Lists {
  const entries = (list: StatusListName): Status[] =>
    entriesIn(preset, list).map(([id, meaning]) => statusFrom(list, { id, ...(meaning ? { meaning } : {}) }));
  return {
    contactStatuses: entries('contactStatuses'),
    customerStatuses: entries('customerStatuses'),
    vendorStatuses: entries('vendorStatuses'),
    leadStatuses: entries('leadStatuses'),
    leadSources: entries('leadSources'),
    leadWeights: defaultLeadWeights,
    pipelines: preset.pipelines.map((pipeline) => pipelineOf(locale, pipeline)),
  };
}
