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
 * Filter values of a record whose row is shortened: `|statusId=prospect|country=CO|`, followed by custom values as JSON
 * if the row lacks any. `|` within values is escaped.
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

/** Everything that narrows a list: field values, and the numeric bounds that the type declares. */
export interface ListFilters {
  filters: FilterValues;
  bounds: Record<string, number>;
  /** Numbers, amounts and days of custom fields. */
  ranges?: readonly CustomRange[];
  days?: readonly DayRange[];
  /** The head of the requested team; `filters` contain its members. */
  teamOf?: string;
  /** Records with or without activities, including planned ones. */
  hasActivities?: boolean;
}

/**
 * DynamoDB accepts expressions of up to 4,096 bytes and 300 operators; a test is one or two operators and about 25
 * bytes.
 */
const testsMax = 140;
/** Maximum number of owners tested in an expression. For a larger team, each row's owner is checked after reading. */
const testedOwnersMax = 50;

/**
 * A filter over rows as JSON (`#row`), or over the facets of a shortened row. Quotes within texts are escaped there, so
 * input never looks like a field. An empty list of values matches nothing.
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
    throw new ProblemError('invalid_request', 'The filters have too many values. Use fewer.');
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

/**
 * Custom values are JSON in rows, or in the facets of shortened rows. Expressions cannot compare their numbers with
 * bounds.
 */
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

/** Whether a record found through search terms is within the requested bounds. */
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
