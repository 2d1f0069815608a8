import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import type { Status } from '#contract/status.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusListName } from '#contract/status-list.ts';
import type { Preset, PresetEntry, PresetField, PresetProduct } from '#data/organization/presets/preset.ts';

/** What is stored apart from an organization's settings. */
export interface There {
  /** The existing custom fields of each record type. */
  fields: Partial<Record<RecordTypeName, readonly CustomField[]>>;
  missingProducts: readonly PresetProduct[];
}

/**
 * The part of a preset that an organization lacks and has room for. Existing statuses, sources, pipelines, labels and
 * fields stay unchanged. Retired ones are not reactivated, because they were retired on purpose.
 */
export function additionsOf(preset: Preset, organization: Organization, there: There): Preset {
  const { fields } = there;
  const { wording, lists, pipelines, dashboard, customFields, ...rest } = preset;
  return {
    ...rest,
    ...(dashboard && !organization.dashboard ? { dashboard } : {}),
    products: there.missingProducts,
    wording: pickFrom(wording, (type, words) => (organization.wording?.[type] ? undefined : words)),
    lists: pickFrom(lists, (list, entries) => missingEntries(organization, list, entries)),
    pipelines: pipelines.filter(({ id }) => hasRoomFor(organization, id)),
    customFields: pickFrom(customFields, (type, presetFields) =>
      missingFields(fields[type] ?? [], presetFields),
    ),
  };
}

/** Whether nothing is left to add. */
export const isNothing = ({
  wording,
  lists,
  pipelines,
  dashboard,
  customFields,
  products = [],
}: Preset): boolean =>
  pipelines.length === 0 &&
  products.length === 0 &&
  !dashboard &&
  [wording, lists, customFields].every((part) => Object.keys(part).length === 0);

function missingEntries(
  organization: Organization,
  list: StatusListName,
  entries: readonly PresetEntry[],
): readonly PresetEntry[] | undefined {
  const there: readonly Status[] = organization[list];
  const used = there.filter(({ retired }) => !retired).length;
  const room = Math.min(limits.statusesPerList - used, limits.statusesKept - there.length);
  const missing = entries.filter(([id]) => !there.some((entry) => entry.id === id));
  return some(missing.slice(0, Math.max(0, room)));
}

function hasRoomFor({ pipelines }: Organization, pipelineId: string): boolean {
  const used = pipelines.filter(({ retired }) => !retired).length;
  return (
    !pipelines.some(({ id }) => id === pipelineId) &&
    used < limits.pipelinesPerOrganization &&
    pipelines.length < limits.pipelinesKept
  );
}

function missingFields(
  there: readonly CustomField[],
  presetFields: readonly PresetField[],
): readonly PresetField[] | undefined {
  const used = there.filter(({ retired }) => !retired).length;
  const room = Math.min(limits.customFieldsPerType - used, limits.customFieldsKept - there.length);
  const missing = presetFields.filter(({ key }) => !there.some((field) => field.key === key));
  return some(missing.slice(0, Math.max(0, room)));
}

const some = <T>(values: readonly T[]): readonly T[] | undefined => (values.length > 0 ? values : undefined);

/** Replaces each value with the part that `left` returns, and drops keys for which it returns undefined. */
function pickFrom<Key extends string, Value>(
  parts: Partial<Record<Key, Value>>,
  left: (key: Key, value: Value) => Value | undefined,
): Partial<Record<Key, Value>> {
  const kept = (Object.entries(parts) as [Key, Value][]).flatMap(([key, value]) => {
    const rest = left(key, value);
    return rest === undefined ? [] : [[key, rest] as const];
  });
  return Object.fromEntries(kept) as Partial<Record<Key, Value>>;
}
