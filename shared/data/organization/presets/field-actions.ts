import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { customFieldActions, type CustomFields } from '../../custom-fields/definitions.ts';
import { slotActions } from '../../custom-fields/slots.ts';
import type { Action } from '../../store/transact.ts';
import { customFieldOf, type Locale } from './named.ts';
import type { Preset } from './preset.ts';

/** The existing custom fields of each record type for which a preset has custom fields. */
export type KnownFields = ReadonlyMap<RecordTypeName, CustomFields>;

/** The `KnownFields` of a new organization, which has no custom fields yet. */
export const noFields = ({ customFields }: Preset): KnownFields =>
  new Map(
    recordTypeNames.filter((type) => customFields[type]).map((type) => [type, { version: 0, items: [] }]),
  );

/**
 * The actions that add a preset's custom fields after those in use. `follow` returns the actions of a job that updates
 * existing records.
 */
export function presetFieldActions(
  context: Parameters<typeof customFieldActions>[0],
  { customFields }: Preset,
  known: KnownFields,
  locale: Locale,
  follow: (types: readonly string[]) => Action[],
): Action[] {
  const moves = [...known].flatMap(([type, fields]) => {
    const { version, items } = fields;
    const used = items.filter(({ retired }) => !retired);
    const added = (customFields[type] ?? []).map((field) => customFieldOf(locale, field));
    if (added.length === 0) return [];
    const after = [...used, ...added, ...items.filter(({ retired }) => retired)];
    return [{ type, fields: { ...fields, version: version + 1, items: after }, before: items, added, after }];
  });
  return [
    ...moves.flatMap(({ type, fields, added }) => {
      const changes = added.map((field) => ({ field: field.key, from: null, to: field }));
      return customFieldActions(context, type, fields, changes);
    }),
    ...slotActions(context.orgId, moves, follow),
  ];
}
