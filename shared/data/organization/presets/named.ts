import type { CustomField } from '#contract/custom-field.ts';
import type { Me } from '#contract/me.ts';
import type { Pipeline } from '#contract/organization.ts';
import type { PresetField, PresetPipeline, Text } from './preset.ts';

export type Locale = Me['locale'];

export const textIn = (locale: Locale, [en, es]: Text): string => (locale === 'es' ? es : en);

/** A preset's pipeline with names in one language. */
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

/** A preset's custom field with labels in one language. */
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
