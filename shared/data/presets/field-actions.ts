import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { customFieldActions, type CustomFields } from '../custom-fields.ts';
import type { Action } from '../transact.ts';
import { customFieldOf, type Locale } from './named.ts';
import type { Preset } from './preset.ts';

/** The custom fields of each type that a preset has some for, as they were read. */
export type KnownFields = ReadonlyMap<RecordTypeName, CustomFields>;

/** What a new organization has of a preset's custom fields. */
export const noFields = ({ customFields }: Preset): KnownFields =>
  new Map(
    recordTypeNames.filter((type) => customFields[type]).map((type) => [type, { version: 0, items: [] }]),
  );

/** Adds custom fields behind those in use. */
export function presetFieldActions(
  context: Parameters<typeof customFieldActions>[0],
  { customFields }: Preset,
  known: KnownFields,
  locale: Locale,
): Action[] {
  return [...known].flatMap(([type, { version, items }]) => {
    const added = (customFields[type] ?? []).map((field) => customFieldOf(locale, field));
    if (added.length === 0) return [];
    const used = items.filter(({ retired }) => !retired);
    const after = {
      version: version + 1,
      items: [...used, ...added, ...items.filter(({ retired }) => retired)],
    };
    const changes = added.map((field) => ({ field: field.key, from: null, to: field }));
    return customFieldActions(context, type, after, changes);
  });
}
