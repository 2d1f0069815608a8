import { dateIn } from '../values/day.ts';
import {
  allAttribute,
  dayAttribute,
  eachGroup,
  monthGroup,
  ownerGroup,
  valueAttribute,
  wholeGroup,
  type Counts,
} from '../counters/groups.ts';
import type { Context } from '../organization/context.ts';
import { countedSlots, type WithSlots, customPrefix } from '../custom-fields/slots.ts';
import { counterKey, noValue } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import { valuesOf, type AnyRecord, type FilterValues, type RecordDefinition } from './definition.ts';

/** The counts that a record increments, by group. */
export function countsOf(
  definition: RecordDefinition,
  record: AnyRecord,
  timeZone: string,
  settings: WithSlots = {},
): Counts {
  const date = dateIn(timeZone, record.createdAt);
  const value = valueAttribute(valuesOf(record, definition.countedBy)[0] ?? noValue);
  const counts: Counts = {};
  for (const group of [wholeGroup, ownerGroup(String(record.ownerId ?? noValue))]) {
    counts[group] = [allAttribute, value];
    counts[monthGroup(group, date.slice(0, 7))] = [dayAttribute(date.slice(8))];
  }
  const custom = countedSlots(settings, definition.type.name).map(({ key }) => customPrefix + key);
  for (const field of [...definition.countedEach, ...custom]) {
    for (const id of valuesOf(record, field)) {
      if (id === noValue) continue;
      counts[eachGroup(field, id)] = [allAttribute];
      if (record.ownerId) counts[eachGroup(field, id, String(record.ownerId))] = [allAttribute];
    }
  }
  return counts;
}

/** Reads counter items by group. The result is empty for a group that was never counted. */
export async function readCounters(
  definition: RecordDefinition,
  context: Context,
  groups: readonly string[],
): Promise<Record<string, number>[]> {
  const keys = groups.map((group) => counterKey(context.orgId, definition.type.name, group));
  const items = await getItems(context, keys, { strong: false });
  return items.map((item) => (item ?? {}) as Record<string, number>);
}

/**
 * Reads how many records of a group were created on each day: one item per month, empty for a month that was never
 * counted. `months` must be in order and without gaps, because one Query reads the items between the first and the
 * last.
 */
export async function readMonths(
  definition: RecordDefinition,
  context: Context,
  group: string,
  months: readonly string[],
): Promise<Record<string, number>[]> {
  const keys = months.map((month) =>
    counterKey(context.orgId, definition.type.name, monthGroup(group, month)),
  );
  const [first, last] = [keys[0], keys.at(-1)];
  if (!first || !last) return [];
  const { items } = await query<{ sk: string }>(context, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': first.pk, ':first': first.sk, ':last': last.sk },
  });
  return keys.map(({ sk }) => (items.find((item) => item.sk === sk) ?? {}) as Record<string, number>);
}

/** Maximum number of owners whose counters are added up. For more owners, totals can be inexact. */
export const ownersCountedMax = 50;

const isCountedEach = (definition: RecordDefinition, { settings }: Context, field: string): boolean =>
  definition.countedEach.includes(field) ||
  countedSlots(settings, definition.type.name).some(({ key }) => customPrefix + key === field);

/**
 * The number of records that these filters match, or undefined if counters don't contain it. They do without filters,
 * and for values of the counted field, for up to `ownersCountedMax` owners, or for both. They also do for one id of a
 * field in `countedEach` or a counted custom field, alone or with owners, if neither the id nor an owner is `none`.
 */
export async function exactTotal(
  definition: RecordDefinition,
  context: Context,
  filters: FilterValues,
): Promise<number | undefined> {
  const { ownerId, [definition.countedBy]: values, ...others } = filters;
  if (ownerId && ownerId.length > ownersCountedMax) return undefined;
  const [each, ...more] = Object.entries(others);
  if (more.length > 0 || (each && (values ?? each[1].length !== 1))) return undefined;
  if (
    each &&
    (!isCountedEach(definition, context, each[0]) || [...each[1], ...(ownerId ?? [])].includes(noValue))
  )
    return undefined;
  const groups = each
    ? each[1].flatMap((id) => (ownerId ?? [undefined]).map((owner) => eachGroup(each[0], id, owner)))
    : (ownerId?.map(ownerGroup) ?? [wholeGroup]);
  const counters = await readCounters(definition, context, groups);
  const attributes = values ? values.map(valueAttribute) : [allAttribute];
  return counters.reduce(
    (sum, counter) => sum + attributes.reduce((part, name) => part + (counter[name] ?? 0), 0),
    0,
  );
}
