import type { CustomField } from '#contract/custom-field.ts';
import type { Organization, Pipeline, Status } from '#contract/organization.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { statusFrom, type Locale } from '../default-settings.ts';
import type { Preset, PresetEntry, PresetField, PresetPipeline, Text } from './preset.ts';

const textIn = (locale: Locale, [en, es]: Text): string => (locale === 'es' ? es : en);

/** Entries as an organization keeps them: named in everybody's own language until somebody renames them. */
export const statusesOf = (list: StatusListName, entries: readonly PresetEntry[]): Status[] =>
  entries.map(([id, meaning]) => statusFrom(list, { id, ...(meaning ? { meaning } : {}) }));

/** A preset's pipeline, named in one language. */
export function pipelineOf(locale: Locale, { id, name, stages }: PresetPipeline): Pipeline {
  return {
    id,
    name: textIn(locale, name),
    stages: stages.map(([stageId, color, probability, meaning, stageName]) => ({
      id: `${id}-${stageId}`,
      name: textIn(locale, stageName),
      color,
      probability,
      meaning,
    })),
  };
}

/** A preset's custom field, labelled in one language. */
export function customFieldOf(locale: Locale, field: PresetField): CustomField {
  const { key, kind, label, help, section, options } = field;
  return {
    key,
    kind,
    label: textIn(locale, label),
    ...(help ? { help: textIn(locale, help) } : {}),
    ...(section ? { section: textIn(locale, section) } : {}),
    ...(options
      ? { options: options.map((option) => ({ id: option.id, label: textIn(locale, option.label) })) }
      : {}),
  };
}

/** The organization with what a preset adds to its settings, under the next version. */
export function withAdditions(organization: Organization, additions: Preset, locale: Locale): Organization {
  const { id, wording, lists, pipelines } = additions;
  const words = Object.entries(wording).map(([type, { one, many }]) => [
    type,
    { one: textIn(locale, one), many: textIn(locale, many) },
  ]);
  const longer = (Object.entries(lists) as [StatusListName, readonly PresetEntry[]][]).map(
    ([list, entries]) => [list, withEntries(organization[list], statusesOf(list, entries))] as const,
  );
  return {
    ...organization,
    ...(Object.fromEntries(longer) as Partial<Organization>),
    ...(words.length > 0 ? { wording: { ...organization.wording, ...Object.fromEntries(words) } } : {}),
    pipelines: [...organization.pipelines, ...pipelines.map((pipeline) => pipelineOf(locale, pipeline))],
    presetId: id,
    version: organization.version + 1,
  };
}

/** New entries follow those in use, before retired ones. */
function withEntries(there: readonly Status[], added: readonly Status[]): Status[] {
  return [...there.filter(({ retired }) => !retired), ...added, ...there.filter(({ retired }) => retired)];
}
