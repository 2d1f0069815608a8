import type { PresetText, PresetView } from '#contract/preset.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Preset, PresetEntry, PresetField, Text } from '#data/organization/presets/preset.ts';

const text = ([en, es]: Text): PresetText => ({ en, es });

/** The public view of a preset, or of its additions. */
export function viewOf({
  id,
  name,
  about,
  place,
  wording,
  lists,
  pipelines,
  dashboard,
  customFields,
  products = [],
}: Preset): PresetView {
  return {
    id,
    name: text(name),
    about: text(about),
    ...(place ? { place } : {}),
    wording: (Object.entries(wording) as [RecordTypeName, { one: Text; many: Text }][]).map(
      ([recordType, { one, many }]) => ({ recordType, one: text(one), many: text(many) }),
    ),
    lists: (Object.entries(lists) as [StatusListName, readonly PresetEntry[]][]).map(([list, entries]) => ({
      list,
      items: entries.map(([entryId, meaning, entryName]) => ({
        id: entryId,
        name: text(entryName),
        ...(meaning ? { meaning } : {}),
      })),
    })),
    pipelines: pipelines.map((pipeline) => ({
      name: text(pipeline.name),
      stages: pipeline.stages.map(([, color, probability, meaning, stageName]) => ({
        name: text(stageName),
        color,
        probability,
        meaning,
      })),
    })),
    ...(dashboard ? { dashboard: [...dashboard] } : {}),
    customFields: (Object.entries(customFields) as [RecordTypeName, readonly PresetField[]][]).flatMap(
      ([recordType, fields]) =>
        fields.map(({ key, kind, label, options }) => ({
          recordType,
          key,
          kind,
          label: text(label),
          ...(options ? { options: options.map((option) => text(option.label)) } : {}),
        })),
    ),
    products: products.map((product) => ({
      name: text(product.name),
      ...(product.intervalMonths === undefined ? {} : { intervalMonths: product.intervalMonths }),
    })),
  };
}
