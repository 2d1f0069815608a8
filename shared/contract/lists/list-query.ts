import * as z from 'zod/mini';
import { dayParameters } from '../day-of.ts';
import { countryCodes } from '../country.ts';
import { calendarDate, countryCode, id, line, type Field, type Fields } from '../field.ts';
import { limits } from '../limits.ts';
import { filterMoment } from '../moment.ts';
import { itemPatterns, pageQuery, queryChoice, queryList, queryNumber } from '../page.ts';
import type { RecordType } from '../record-type.ts';
import { listLimits } from './list-limits.ts';

export interface ListQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /** A column or one of the short names of the record type, prefixed with `-` for descending. */
  sort?: string | undefined;
  /** Words, each of which must occur in a name, e-mail address, phone number or code of the record. */
  q?: string | undefined;
  /** Only records that were changed at this moment or later, for copies in other systems. */
  updatedSince?: string | undefined;
  /** Lists the records in the trash instead. */
  deleted?: 'true' | undefined;
  /** Only records that are owned by this member or by someone who reports to the member, directly or indirectly. */
  teamOf?: string | undefined;
  /** Only records with (`true`) or without (`false`) activities. Planned activities count. */
  hasActivities?: 'true' | 'false' | undefined;
  /** Only records with (`true`) or without (`false`) an open task. */
  hasNextTask?: 'true' | 'false' | undefined;
  /**
   * Columns whose values the rows contain, also those that rows lack by default. Of fields with ids of people, records or tags,
   * the response also contains the names.
   */
  include?: string[] | undefined;
  /** Whether a first page must include every change whose response was sent before the request. */
  current?: 'true' | undefined;
}
export type Filters<F extends Fields> = { [K in keyof F]?: string[] | undefined };

/**
 * The schema of one filter value, and its pattern: an id or country code or `none`, which stands for records without a value. For other
 * kinds of fields, any text of up to 300 characters.
 */
function filterValue(field: Field | undefined): [z.ZodMiniType<string, string>, pattern: string] {
  const none = z.literal('none');
  switch (field?.kind) {
    case 'tags':
    case 'member':
    case 'relation':
    case 'relations':
      return [z.union([id, none]), `${itemPatterns.id}|none`];
    case 'country':
      return [z.union([countryCode, none]), itemPatterns.oneOf([...countryCodes, 'none'])];
    default:
      return [line(listLimits.textCharacters), itemPatterns.line(listLimits.textCharacters)];
  }
}

const customParameter = /^custom\.[a-z][a-z0-9-]{0,39}(\.(from|to))?$/;

/** Also accepts filters by custom fields. Whether the fields exist is checked later. */
const withCustomFilters = (known: z.ZodMiniObject) =>
  z.catchall(known, line(limits.customFilterCharacters)).check((payload) => {
    const names = Object.keys(payload.value).filter((name) => !Object.hasOwn(known.shape, name));
    const keys = names.filter((name, place) => !customParameter.test(name) || place >= limits.customFilters);
    if (keys.length > 0)
      payload.issues.push({ code: 'unrecognized_keys', keys, input: payload.value, continue: true });
  });

/** The name of a column in a query string, with `-` for descending order. */
const sortName = z.string().check(z.regex(/^-?[A-Za-z][\w.-]{0,59}$/, { error: 'sort' }));

/**
 * Query parameters of a record type's list. Those of custom fields are `custom.<key>`, `custom.<key>.from` and
 * `custom.<key>.to`.
 */
export function listQuery<Name extends string, F extends Fields>(type: RecordType<Name, F>) {
  const filters = type.filters.map((name) => {
    const field = type.fields[name];
    const [value, pattern] = filterValue(field);
    const values =
      field?.kind === 'listed'
        ? queryChoice(limits.statusesPerList)
        : queryList(value, limits.statusesPerList, pattern);
    return [name, z.optional<z.ZodMiniType>(values)];
  });
  const computed = Object.entries(type.computed).flatMap(([name, { choices }]) =>
    choices
      ? [[name, z.optional(queryList(z.enum(choices), choices.length, itemPatterns.oneOf(choices)))] as const]
      : [],
  );
  const known = z.object({
    ...pageQuery,
    sort: z.optional(sortName),
    q: z.optional(line(limits.searchCharactersMax)),
    updatedSince: z.optional(filterMoment),
    deleted: z.optional(z.literal('true')),
    include: z.optional(queryList(line(60), listLimits.included, itemPatterns.line(60))),
    current: z.optional(z.literal('true')),
    ...Object.fromEntries([...filters, ...computed]),
    ...(type.filters.includes('ownerId') ? { teamOf: z.optional(id) } : {}),
    ...(type.hasActivities ? { hasActivities: z.optional(z.enum(['true', 'false'])) } : {}),
    hasNextTask: z.optional(z.enum(['true', 'false'])),
    ...Object.fromEntries(Object.keys(type.bounds).map((name) => [name, z.optional(queryNumber)])),
    ...Object.fromEntries(
      Object.keys(type.days).flatMap((name) =>
        Object.values(dayParameters(name)).map((parameter) => [parameter, z.optional(calendarDate)]),
      ),
    ),
  });
  return withCustomFilters(known) as unknown as z.ZodMiniType<ListQuery & Filters<F>>;
}
