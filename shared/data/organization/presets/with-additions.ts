import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { statusFrom, statusNouns, withNamesOf, type StatusNouns } from './stored-status.ts';
import { pipelineOf, textIn, type Locale } from './named.ts';
import type { Preset, PresetEntry } from './preset.ts';

/**
 * A preset's statuses or sources with their names in all languages. Users see them in their own language until someone
 * renames them.
 */
const statusesOf = (list: StatusListName, entries: readonly PresetEntry[], nouns: StatusNouns): Status[] =>
  entries.map(([id, meaning]) => statusFrom(list, { id, ...(meaning ? { meaning } : {}) }, nouns));

/** A preset's names of record types in one language, added to the organization's existing ones. */
export function wordingOf(
  { wording }: Preset,
  locale: Locale,
  there?: Organization['wording'],
): Pick<Organization, 'wording'> {
  const words = Object.entries(wording).map(
    ([type, { one, many }]) => [type, { one: textIn(locale, one), many: textIn(locale, many) }] as const,
  );
  if (words.length === 0) return {};
  return { wording: { ...there, ...(Object.fromEntries(words) as NonNullable<Organization['wording']>) } };
}

export const dashboardOf = ({ dashboard }: Preset): Pick<Organization, 'dashboard'> =>
  dashboard ? { dashboard: [...dashboard] } : {};

/** The organization with a preset's settings added, and the next version number. */
export function withAdditions(organization: Organization, additions: Preset, locale: Locale): Organization {
  const { id, lists, pipelines } = additions;
  const nouns = statusNouns(organization);
  const longer = (Object.entries(lists) as [StatusListName, readonly PresetEntry[]][]).map(
    ([list, entries]) => [list, withEntries(organization[list], statusesOf(list, entries, nouns))] as const,
  );
  return withNamesOf({
    ...organization,
    ...(Object.fromEntries(longer) as Partial<Organization>),
    ...wordingOf(additions, locale, organization.wording),
    ...dashboardOf(additions),
    pipelines: [...organization.pipelines, ...pipelines.map((pipeline) => pipelineOf(locale, pipeline))],
    presetId: id,
  });
}

/** New statuses or sources come after those in use and before retired ones. */
function withEntries(there: readonly Status[], added: readonly Status[]): Status[] {
  return [...there.filter(({ retired }) => !retired), ...added, ...there.filter(({ retired }) => retired)];
}
