import type { CustomValues } from '#contract/custom-value.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Filter, Filtered } from './merged-lists.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { fitsCustom, type CustomRange } from '../custom-fields/filters.ts';
import { isEmpty, onDays, type DayRange } from './day-filters.ts';
import { customPrefix } from '../custom-fields/slots.ts';
import {
  valuesOf,
  type AnyRecord,
  type FilterValues,
  type ListRow,
  type RecordDefinition,
} from './definition.ts';
import { noValue } from '../store/keys.ts';

/**
 * Values that lists are filtered by, of a record whose row had to leave some out: `|statusId=prospect|country=CO|`, and
 * behind them, as JSON, custom values where the row has not all of those. No value's own `|` is left in them.
 */
export function facetsOf(
  definition: RecordDefinition,
  record: AnyRecord,
  custom: CustomValues | undefined,
): string {
  const tokens = definition.type.filters.flatMap((field) =>
    valuesOf(record, field).map((value) => `${field}=${value}`),
  );
  return `|${tokens.join('|')}|${custom ? JSON.stringify(custom).replaceAll('|', '\\u007c') : ''}`;
}

/** Everything that narrows a list: values of fields, and bounds of numbers by the names that the type declares. */
export interface ListFilters {
  filters: FilterValues;
  bounds: Record<string, number>;
  /** Numbers, amounts and days of custom fields. */
  ranges?: readonly CustomRange[];
  days?: readonly DayRange[];
  /** Whose team's records, as it was asked for: `filters` name its members. */
  teamOf?: string;
  /** Records with or without activities, including planned ones. */
  hasActivities?: boolean;
}

/** DynamoDB takes expressions of 4,096 bytes and 300 operators: a test is one or two, and has some 25 bytes. */
const testsMax = 140;
/** Owners that an expression tests one by one; of a larger team's rows each tells its owner. */
const testedOwnersMax = 50;

/**
 * A filter over what rows hold, as JSON (`#row`), or over the facets of a shortened one. Within a text of the row a quote
 * is escaped, so that nothing that was typed looks like a field. An empty choice can match nothing.
 */
export function filterOf(
  definition: RecordDefinition,
  { filters, bounds, ranges = [], days = [] }: ListFilters,
  { timeZone }: Pick<OrganizationSettings, 'timeZone'>,
): Filter | 'nothing' | undefined {
  const values: Filter['values'] = {};
  const contains = (attribute: string, text: string) => {
    const name = `:f${Object.keys(values).length}`;
    values[name] = text;
    return `contains(${attribute}, ${name})`;
  };
  if (days.some(isEmpty)) return 'nothing';
  const parts: string[] = [];
  const tests: NonNullable<Filter['among']>[] = [];
  const custom: [key: string, wanted: string[]][] = [];
  for (const [field, accepted] of Object.entries(filters)) {
    if (accepted.length === 0) return 'nothing';
    if (field === 'ownerId' && accepted.length > testedOwnersMax) {
      tests.push(ownedByOneOf(accepted));
      continue;
    }
    if (field.startsWith(customPrefix)) {
      custom.push([field.slice(customPrefix.length), accepted]);
      continue;
    }
    const ofField = accepted.flatMap((value) => [
      ...rowTests(definition, field, value, (text) => contains('#row', text)),
      contains('facets', `|${field}=${value}|`),
    ]);
    parts.push(`(${ofField.join(' OR ')})`);
  }
  if (Object.keys(values).length > testsMax) {
    throw new ProblemError(
      'invalid_request',
      'These are too many values to filter by at once: choose fewer.',
    );
  }
  for (const [name, bound] of Object.entries(bounds)) {
    values[`:${name}`] = bound;
    parts.push(`(${boundExpression(definition, name)})`);
  }
  if (custom.length + ranges.length > 0) tests.push((row) => fitsCustom(customOf(row), custom, ranges));
  if (days.length > 0) {
    const isOnDays = onDays(definition.type, days, timeZone);
    tests.push(({ row }) => isOnDays(rowValuesOf(row)));
  }
  const among = tests.length > 0 ? (row: Filtered) => tests.every((fits) => fits(row)) : undefined;
  if (parts.length === 0 && !among) return undefined;
  return { expression: parts.length === 0 ? undefined : parts.join(' AND '), values, among };
}

/** Custom values stand in rows as JSON, or in the facets where the row has not all: bounds of numbers are no matter of a text. */
function customOf({ row, facets }: Filtered): CustomValues | undefined {
  const whole = typeof facets === 'string' ? facets.slice(facets.lastIndexOf('|') + 1) : '';
  if (whole) return JSON.parse(whole) as CustomValues;
  return row.includes('"custom":') ? rowValuesOf(row).custom : undefined;
}

const rowValuesOf = (row: string): ListRow => JSON.parse(row.slice(row.indexOf('{'))) as ListRow;

function ownedByOneOf(owners: readonly string[]): (row: Filtered) => boolean {
  const ownerIds = new Set(owners);
  return ({ row, facets }) => {
    const [, owner = noValue] =
      /\|ownerId=([^|]*)\|/.exec(String(facets ?? '')) ?? /"ownerId":"([^"]*)"/.exec(row) ?? [];
    return ownerIds.has(owner);
  };
}

function boundExpression({ bounds = {}, type }: RecordDefinition, name: string): string {
  const bound = bounds[name];
  if (!bound) throw new Error(`${type.name} does not say what ${name} bounds`);
  const { number, is, openWith } = bound;
  const within = `${number} ${is === 'atLeast' ? '>=' : '<='} :${name}`;
  return openWith
    ? `${within} OR (attribute_exists(${openWith}) AND attribute_not_exists(${number}))`
    : within;
}

function rowTests(
  { type }: RecordDefinition,
  field: string,
  value: string,
  contains: (text: string) => string,
): string[] {
  if (value === noValue) return [`(attribute_not_exists(facets) AND NOT ${contains(`"${field}":`)})`];
  const text = JSON.stringify(value);
  const holdsSeveral = ['tags', 'relations'].includes(type.fields[field]?.kind ?? '');
  return holdsSeveral ? [contains(`[${text}`), contains(`,${text}`)] : [contains(`"${field}":${text}`)];
}

/** The same bounds for a record that was found otherwise. */
export function isWithin(
  { bounds = {}, numbers = {} }: RecordDefinition,
  record: AnyRecord,
  requested: Record<string, number>,
  settings: OrganizationSettings,
): boolean {
  return Object.entries(requested).every(([name, limit]) => {
    const bound = bounds[name];
    if (!bound) return false;
    const value = numbers[bound.number]?.(record, settings);
    if (value === undefined) {
      return bound.openWith !== undefined && numbers[bound.openWith]?.(record, settings) !== undefined;
    }
    return bound.is === 'atLeast' ? value >= limit : value <= limit;
  });
}
