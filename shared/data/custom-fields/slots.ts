import type { CustomField, CustomKind } from '#contract/custom-field.ts';
import type { CustomValues } from '#contract/custom-value.ts';
import { customSlotsKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import type { Searched } from '../values/searched.ts';

/** Prefix of a custom field's key in field names: `custom.region`. */
export { customColumnPrefix as customPrefix } from '#contract/lists/column-kind.ts';

/** The part of a searchable custom field that search depends on. */
export interface CustomSlot {
  key: string;
  kind: CustomKind;
  /** Version 0.3 also stored fields for lists, which are not searchable. */
  searchable?: boolean;
}

/** An organization's slots by record type. They are small enough to be read with the settings, unlike definitions. */
export type CustomSlots = Readonly<Record<string, readonly CustomSlot[]>>;

/** An object with slots, usually the settings. */
export interface WithSlots {
  slots?: CustomSlots | undefined;
}

function slotsFrom(fields: readonly CustomField[]): CustomSlot[] {
  return fields.flatMap(({ key, kind, retired, searchable }): CustomSlot[] =>
    retired || !searchable ? [] : [{ key, kind, searchable }],
  );
}

/** Whether search is the same with both. The order affects forms only. */
function isSameSlots(one: readonly CustomSlot[], other: readonly CustomSlot[]): boolean {
  const text = (slots: readonly CustomSlot[]) =>
    slots
      .map((slot) => JSON.stringify(slot))
      .sort()
      .join();
  return text(one) === text(other);
}

/** Replaces the slots of these types and keeps those of other types. */
function slotsAction(orgId: string, slots: CustomSlots): Action {
  const types = Object.entries(slots);
  return {
    update: {
      Key: { ...customSlotsKey(orgId) },
      UpdateExpression: `SET kind = :kind, ${types.map((_, place) => `#t${place} = :t${place}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(types.map(([type], place) => [`#t${place}`, type])),
      ExpressionAttributeValues: {
        ':kind': 'custom-slots',
        ...Object.fromEntries(types.map(([, ofType], place) => [`:t${place}`, ofType])),
      },
    },
  };
}

/** The fields of a type before and after a change. */
export interface FieldsMove {
  type: string;
  before: readonly CustomField[];
  after: readonly CustomField[];
}

/**
 * Updates the slots of record types whose fields changed for search. `follow` adds the job that updates
 * existing records of these types.
 */
export function slotActions(
  orgId: string,
  moves: readonly FieldsMove[],
  follow: (types: readonly string[]) => Action[],
): Action[] {
  const moved = moves.filter(({ before, after }) => !isSameSlots(slotsFrom(before), slotsFrom(after)));
  if (moved.length === 0) return [];
  const slots = Object.fromEntries(moved.map(({ type, after }) => [type, slotsFrom(after)]));
  return [slotsAction(orgId, slots), ...follow(moved.map(({ type }) => type))];
}

export const slotsOf = ({ slots }: WithSlots, type: string): readonly CustomSlot[] => slots?.[type] ?? [];

/** What a record is found by of its custom values. */
export function customSearched(slots: readonly CustomSlot[], custom: CustomValues | undefined): Searched {
  const texts = (kind: CustomKind): string[] =>
    slots.flatMap((slot) => {
      const value = custom?.[slot.key];
      return slot.searchable && slot.kind === kind && typeof value === 'string' ? [value] : [];
    });
  return { texts: texts('text'), emails: texts('email'), phones: texts('phone') };
}
