import type { CustomField, CustomKind } from '#contract/custom-field.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { limits } from '#contract/limits.ts';
import { customSlotsKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import { searchTermsOf } from '../values/search-terms.ts';

/** Prefix of a custom field's key in field names: `custom.region`. */
export { customColumnPrefix as customPrefix } from '#contract/lists/column.ts';

/** The part of a custom field that lists and search depend on. */
export interface CustomSlot {
  key: string;
  kind: CustomKind;
  filterable?: true;
  searchable?: true;
}

/** An organization's slots by record type. They are small enough to be read with the settings, unlike definitions. */
export type CustomSlots = Readonly<Record<string, readonly CustomSlot[]>>;

/** An object with slots, usually the settings. */
export interface WithSlots {
  slots?: CustomSlots | undefined;
}

function slotsFrom(fields: readonly CustomField[]): CustomSlot[] {
  return fields.flatMap(({ key, kind, retired, filterable, searchable }): CustomSlot[] =>
    retired || !(filterable || searchable)
      ? []
      : [
          {
            key,
            kind,
            ...(filterable ? { filterable } : {}),
            ...(searchable ? { searchable } : {}),
          },
        ],
  );
}

/** Whether lists and search are the same with both. The order affects forms only. */
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
 * Updates the slots of record types whose fields changed for lists or search. `follow` adds the job that updates
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

export const filterableOf = (from: WithSlots, type: string): readonly CustomSlot[] =>
  slotsOf(from, type).filter(({ filterable }) => filterable);

/** Kinds with few distinct values, each of which has a counter. */
const countedKinds: readonly CustomKind[] = ['choice', 'choices', 'yesNo'];
export const countedSlots = (from: WithSlots, type: string): readonly CustomSlot[] =>
  filterableOf(from, type).filter(({ kind }) => countedKinds.includes(kind));

/** The values of these fields as stored in list rows, with truncated texts. */
export function listedValues(slots: readonly CustomSlot[], custom: CustomValues | undefined): CustomValues {
  const keys = new Set(slots.map(({ key }) => key));
  const entries = Object.entries(custom ?? {})
    .filter(([key]) => keys.has(key))
    .map(([key, value]): [string, CustomValue] => [key, cut(value)]);
  return Object.fromEntries(entries);
}

/** As many values as fit into a list row; the last fields are dropped first. */
export function rowValues(listed: CustomValues): CustomValues {
  const entries = Object.entries(listed);
  while (Buffer.byteLength(JSON.stringify(Object.fromEntries(entries))) > limits.customRowBytes)
    entries.pop();
  return Object.fromEntries(entries);
}

/** A truncated text ends in a mark, so that it never equals a complete value. */
function cut(value: CustomValue): CustomValue {
  if (typeof value !== 'string') return value;
  const characters = [...value];
  const most = limits.customRowCharacters;
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : value;
}

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
