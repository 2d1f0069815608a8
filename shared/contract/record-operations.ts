import * as z from 'zod/mini';
import { calendarDate, countryCode, id, line, timestamp, type Field, type Fields } from './field.ts';
import { limits } from './limits.ts';
import { operation } from './operation.ts';
import { page, pageQuery, queryChoice, queryList, queryNumber } from './page.ts';
import type { Permission } from './permission.ts';
import { dayParameters } from './day-of.ts';
import type { RecordType } from './record-type.ts';

/** Path of a record type's operations. */
export type RecordPath<Plural extends string> = `/v1/orgs/{orgId}/${Plural}`;

export interface ListQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /** A sort of the record type, `-` before it for descending. */
  sort?: string | undefined;
  /** Words or word beginnings, as in search. */
  q?: string | undefined;
  /** The trash instead of the list. */
  deleted?: 'true' | undefined;
  /** Records of a member and of everybody who works under them. */
  teamOf?: string | undefined;
  /** Those on which something was done or is planned, or the others. */
  hasActivities?: 'true' | 'false' | undefined;
}
export type Filters<F extends Fields> = { [K in keyof F]?: string[] | undefined };

/** One entry of a record's history: who changed what from which value to which. */
export const change = z.object({
  id: z.string(),
  version: z.int(),
  action: z.string(),
  at: timestamp,
  actorId: id,
  /** Set where the change came through an API key. */
  apiKeyId: z.optional(id),
  /** Absent where the values were erased. */
  changes: z.optional(z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }))),
});
export type Change = z.infer<typeof change>;

/**
 * Rows one bulk create may hold: each takes a record, its unique values and a change, beside one idempotency marker and
 * the actions that go along with all of them.
 */
export function bulkRowsMax(uniqueValues: number, along = 0): number {
  return Math.floor((limits.transactionActions - 1 - along) / (2 + uniqueValues));
}

/** What a filter takes for a field: a value that the field can have, or `none` for records without one. */
function filterValue(field: Field | undefined): z.ZodMiniType<string, string> {
  const none = z.literal('none');
  switch (field?.kind) {
    case 'tags':
    case 'member':
    case 'relation':
    case 'relations':
      return z.union([id, none]);
    case 'country':
      return z.union([countryCode, none]);
    default:
      return line(40);
  }
}

const dayText =
  'Days are those of the organization’s calendar, the last one with them: `createdFrom=2026-05-01&createdTo=2026-05-31` is May.';

const activityText = '`hasActivities=false` are those on which nothing was done or planned yet.';

const customFilterText =
  'Custom fields that stand in lists filter by `custom.<key>`: values with commas between, `none` for records without one; numbers, amounts in minor units and dates also within `custom.<key>.from` and `custom.<key>.to`.';

const customFilter = /^custom\.[a-z][a-z0-9-]{0,39}(\.(from|to))?$/;

/** As many as an address has room for. Which fields there are, the organization's definitions say. */
const withCustomFilters = (known: z.ZodMiniObject) =>
  z.catchall(known, line(limits.customFilterCharacters)).check((payload) => {
    const names = Object.keys(payload.value).filter((name) => !Object.hasOwn(known.shape, name));
    const keys = names.filter((name, place) => !customFilter.test(name) || place >= limits.customFilters);
    if (keys.length > 0)
      payload.issues.push({ code: 'unrecognized_keys', keys, input: payload.value, continue: true });
  });

/** Query parameters of a record type's list; those of custom fields are `custom.<key>`. */
export function listQuery<Name extends string, F extends Fields>(type: RecordType<Name, F>) {
  const sorts = type.sorts.flatMap((sort) => [sort, `-${sort}`]);
  const filters = type.filters.map((name) => {
    const field = type.fields[name];
    const values =
      field?.kind === 'listed'
        ? queryChoice(limits.statusesPerList)
        : queryList(filterValue(field), limits.statusesPerList);
    return [name, z.optional<z.ZodMiniType>(values)];
  });
  const known = z.object({
    ...pageQuery,
    sort: z.optional(z.enum(sorts)),
    q: z.optional(line(limits.searchCharactersMax)),
    deleted: z.optional(z.literal('true')),
    ...Object.fromEntries(filters),
    ...(type.filters.includes('ownerId') ? { teamOf: z.optional(id) } : {}),
    ...(type.hasActivities ? { hasActivities: z.optional(z.enum(['true', 'false'])) } : {}),
    ...Object.fromEntries(type.bounds.map((name) => [name, z.optional(queryNumber)])),
    ...Object.fromEntries(
      Object.keys(type.days).flatMap((name) =>
        Object.values(dayParameters(name)).map((parameter) => [parameter, z.optional(calendarDate)]),
      ),
    ),
  });
  return withCustomFilters(known) as unknown as z.ZodMiniType<ListQuery & Filters<F>>;
}

/**
 * The operations that every record type has. `uniqueValues` is how many unique values a row can claim,
 * `along` how many actions the definition adds to a transaction of rows.
 */
// eslint-disable-next-line max-lines-per-function -- one declaration after the other
export function recordOperations<Name extends string, F extends Fields, const Plural extends string>(
  type: RecordType<Name, F>,
  plural: Plural,
  uniqueValues: number,
  along = 0,
) {
  const base: RecordPath<Plural> = `/v1/orgs/{orgId}/${plural}`;
  const one: `${RecordPath<Plural>}/{id}` = `${base}/{id}`;
  const may = (action: 'read' | 'create' | 'update' | 'delete') => `${type.name}:${action}` as Permission;
  const rowsMax = bulkRowsMax(uniqueValues, along);
  const bulkBody = z.strictObject({
    items: z.array(type.create).check(z.minLength(1), z.maxLength(rowsMax)),
  });
  const bulkOutput = z.object({ items: z.array(type.record) });

  return {
    list: operation({
      method: 'GET',
      path: base,
      access: may('read'),
      summary: `List ${plural}: filtered, sorted, page by page.`,
      description: [type.listDescription, dayText, type.hasActivities ? activityText : '', customFilterText]
        .filter(Boolean)
        .join(' '),
      query: listQuery(type),
      output: page(type.listRow),
    }),
    get: operation({
      method: 'GET',
      path: one,
      access: may('read'),
      summary: `Read one ${type.name}.`,
      output: type.record,
    }),
    create: operation({
      method: 'POST',
      path: base,
      access: may('create'),
      summary: `Create a ${type.name}.`,
      body: type.create,
      output: type.record,
      status: 201,
      idempotent: true,
    }),
    createMany: operation({
      method: 'POST',
      path: `${base}/bulk`,
      access: may('create'),
      summary: `Create up to ${rowsMax} ${plural} at once: all or none, every bad row is told by its index.`,
      body: bulkBody,
      output: bulkOutput,
      status: 201,
      idempotent: true,
    }),
    update: operation({
      method: 'PATCH',
      path: one,
      access: may('update'),
      summary: `Change the given fields of a ${type.name}; null clears a field.`,
      body: type.update,
      output: type.record,
      ifMatch: true,
    }),
    delete: operation({
      method: 'DELETE',
      path: one,
      access: may('delete'),
      summary: `Move a ${type.name} to the trash, where it stays ${limits.trashDays} days.`,
      output: type.record,
      ifMatch: true,
    }),
    restore: operation({
      method: 'POST',
      path: `${one}/restore`,
      access: may('delete'),
      summary: `Take a ${type.name} back out of the trash.`,
      output: type.record,
    }),
    history: operation({
      method: 'GET',
      path: `${one}/history`,
      access: may('read'),
      summary: `Who changed this ${type.name}, newest first.`,
      query: z.strictObject(pageQuery),
      output: z.object({ items: z.array(change), nextCursor: z.optional(z.string()) }),
    }),
  };
}
