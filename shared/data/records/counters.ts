import { dateIn } from '../values/day.ts';
import {
  allAttribute,
  dayAttribute,
  monthGroup,
  ownerGroup,
  valueAttribute,
  wholeGroup,
  type Counts,
} from '../counters/groups.ts';
import type { Context } from '../organization/context.ts';
import { counterKey, noValue } from '../store/keys.ts';
import { getItems, query } from '../store/table.ts';
import { valuesOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import type { Owners } from './read.ts';

/** The counts that a record increments, by group. */
export function countsOf(definition: RecordDefinition, record: AnyRecord, timeZone: string): Counts {
  const date = dateIn(timeZone, record.createdAt);
  const value = valueAttribute(valuesOf(record, definition.countedBy)[0] ?? noValue);
  const counts: Counts = {};
  for (const group of [wholeGroup, ownerGroup(String(record.ownerId ?? noValue))]) {
    counts[group] = [allAttribute, value];
    if (definition.counting?.byDay)
      counts[monthGroup(group, date.slice(0, 7))] = [dayAttribute(date.slice(8))];
  }
  return counts;
}

/** What is counted: records of a type, or activities. */
interface Counted {
  type: { name: string };
}

/** Reads counter items by group. The result is empty for a group that was never counted. */
export async function readCounters(
  definition: Counted,
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

/** The counter groups of all records, or of each of some owners. */
export const groupsOf = (owners: Owners): string[] =>
  owners === 'all' ? [wholeGroup] : owners.map(ownerGroup);

/** The number of all records, or of those of some owners. */
export async function totalOf(
  definition: Counted,
  context: Context,
  owners: Owners,
  /** What is counted, if not each of them. */
  attribute = allAttribute,
): Promise<number> {
  const counters = await readCounters(definition, context, groupsOf(owners));
  return counters.reduce((total, counter) => total + (counter[attribute] ?? 0), 0);
}

/** Maximum number of owners whose counters are added up. */
export const ownersCountedMax = 50;

/** The number of all records of a type, or of those with a value of the counted field. */
export async function countOf(
  definition: RecordDefinition,
  context: Context,
  value: string | undefined,
): Promise<number> {
  const [counter] = await readCounters(definition, context, [wholeGroup]);
  return counter?.[value === undefined ? allAttribute : valueAttribute(value)] ?? 0;
}
