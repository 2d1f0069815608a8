import type { CustomField, CustomKind } from '#contract/custom-field.ts';
import type { CustomValues } from '#contract/custom-value.ts';
import { customSlotsKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import { searchTermsOf } from '../values/search-terms.ts';

/** Prefix of a custom field's key in field names: `custom.region`. */
export { customColumnPrefix as customPrefix } from '#contract/lists/column.ts';

/** The part of a custom field in use that search depends on. Lists only depend on whether there are any. */
export interface CustomSlot {
  key: string;
  kind: CustomKind;
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
    retired ? [] : [{ key, kind, ...(searchable ? { searchable } : {}) }],
  );
}

const isSearched = ({ searchable }: CustomSlot): boolean => searchable === true;

/** Whether both are the same. The order affects forms only. */
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
 * Updates the slots of record types whose fields changed. `follow` adds the job that updates existing records of the
 * types whose fields changed for search.
 */
export function slotActions(
  orgId: string,
  moves: readonly FieldsMove[],
  follow: (types: readonly string[]) => Action[],
): Action[] {
  const slotMoves = moves.map(({ type, before, after }) => ({
    type,
    before: slotsFrom(before),
    after: slotsFrom(after),
  }));
  const moved = slotMoves.filter(({ before, after }) => !isSameSlots(before, after));
  if (moved.length === 0) return [];
  const slots = Object.fromEntries(moved.map(({ type, after }) => [type, after]));
  const searched = moved.filter(
    ({ before, after }) => !isSameSlots(before.filter(isSearched), after.filter(isSearched)),
  );
  return [
    slotsAction(orgId, slots),
    ...(searched.length > 0 ? follow(searched.map(({ type }) => type)) : []),
  ];
}

/** The slots of a record type's searchable fields. */
export const searchedSlots = (from: WithSlots, type: string): readonly CustomSlot[] =>
  slotsOf(from, type).filter(isSearched);

export const slotsOf = ({ slots }: WithSlots, type: string): readonly CustomSlot[] => slots?.[type] ?? [];

/** The search terms from a record's custom values. */
export function customSearchTerms(slots: readonly CustomSlot[], custom: CustomValues | undefined): string[] {
  const texts = (kind: CustomKind): string[] =>
    slots.flatMap((slot) => {
      const value = custom?.[slot.key];
      return slot.searchable && slot.kind === kind && typeof value === 'string' ? [value] : [];
    });
  return searchTermsOf({
    names: [],
    companies: texts('text'),
    emails: texts('email'),
    phones: texts('phone'),
  });
}
