import { firstSupport } from '#contract/support.ts';
import { defaultLeadWeights } from '#contract/lead-score.ts';
import { statusListNames, type StatusListName } from '#contract/status-list.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import { general } from './general.ts';
import { pipelineOf, type Locale } from './named.ts';
import type { Preset } from './preset.ts';
import { entriesIn } from './presets.ts';
import { statusFrom, statusNouns, withProductDefault, type StatusNouns } from './stored-status.ts';

type Lists = Pick<Organization, StatusListName | 'leadWeights' | 'pipelines' | 'support'>;

/**
 * The initial lists and lead weights of a new organization with a preset. Pipelines are named in the creator's
 * language.
 */
export function defaultLists(
  locale: Locale,
  preset: Preset = general,
  nouns: StatusNouns = statusNouns({}),
): Lists {
  const entries = (list: StatusListName): Status[] =>
    withProductDefault(
      list,
      entriesIn(preset, list).map(([id, meaning]) =>
        statusFrom(list, { id, ...(meaning ? { meaning } : {}) }, nouns),
      ),
    );
  const statusLists = Object.fromEntries(statusListNames.map((list) => [list, entries(list)]));
  return {
    ...(statusLists as Record<StatusListName, Status[]>),
    leadWeights: defaultLeadWeights,
    support: firstSupport,
    pipelines: preset.pipelines.map((pipeline) => pipelineOf(locale, pipeline)),
  };
}
