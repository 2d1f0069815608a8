import { defaultLeadWeights } from '#contract/lead-score.ts';
import { statusListNames, type StatusListName } from '#contract/status-list.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { general } from './presets/general.ts';
import { pipelineOf, type Locale } from './presets/named.ts';
import type { Preset } from './presets/preset.ts';
import { allPresets, entriesIn } from './presets/presets.ts';

type Lists = Pick<Organization, StatusListName | 'leadWeights' | 'pipelines'>;

/** A stored entry. It has no name while the product's translated names apply. */
export type StoredStatus = Omit<Status, 'name' | 'names'> & { name?: string };

/** The product's names of a built-in entry. */
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

/** The initial lists of a new organization with a preset. Its pipeline is named in the creator's language. */
export function defaultLists(locale: Locale, preset: Preset = general): Lists {
  const entries = (list: StatusListName): Status[] =>
    entriesIn(preset, list).map(([id, meaning]) => statusFrom(list, { id, ...(meaning ? { meaning } : {}) }));
  const statusLists = Object.fromEntries(statusListNames.map((list) => [list, entries(list)]));
  return {
    ...(statusLists as Record<StatusListName, Status[]>),
    leadWeights: defaultLeadWeights,
    pipelines: preset.pipelines.map((pipeline) => pipelineOf(locale, pipeline)),
  };
}
