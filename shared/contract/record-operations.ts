import * as z from 'zod/mini';
import { calendarDate, countryCode, id, line, timestamp, type Field, type Fields } from './field.ts';
import { limits } from './limits.ts';
import { a, inSentence } from './noun.ts';
import { operation, resource, type Operations, type Resource } from './operation.ts';
import { page, pageQuery, queryChoice, queryList, queryNumber } from './page.ts';
import type { Permission } from './permission.ts';
import { dayParameters } from './day-of.ts';
import type { RecordType } from './record-type.ts';
import type { RecordAction } from './role.ts';

/** Base path of a record type's operations. */
export type RecordPath<Plural extends string> = `/v1/orgs/{orgId}/${Plural}`;

export interface ListQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
  /** One of the sort orders of the record type, prefixed with `-` for descending. */
  sort?: string | undefined;
  /** Words or their beginnings, as in search. */
  q?: string | undefined;
  /** Lists the records in the trash instead. */
  deleted?: 'true' | undefined;
  /** Only records that are owned by this member or by someone who reports to the member, directly or indirectly. */
  teamOf?: string | undefined;
  /** Only records with (`true`) or without (`false`) activities. Planned activities count. */
  hasActivities?: 'true' | 'false' | undefined;
}
export type Filters<F extends Fields> = { [K in keyof F]?: string[] | undefined };

/** How changes come about. */
export const changeSources = ['web', 'api', 'form', 'job', 'automation', 'import'] as const;

/** A change in a record's history: who changed which fields, with the old and new values. */
export const change = z.object({
  id: z.string(),
  version: z.int(),
  action: z.string(),
  at: timestamp,
  actorId: id,
  /** Set if the change was made with an API key. */
  apiKeyId: z.optional(id),
  /** Missing in changes that earlier releases stored. */
  via: z.optional(z.enum(changeSources)),
  /** Missing if the values were erased. */
  changes: z.optional(z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() }))),
});
export type Change = z.infer<typeof change>;

/**
 * Maximum number of records in a bulk create. Each needs one action for the record, one for each unique value, and one
 * for the change item. The idempotency marker and the `along` actions are needed once.
 */
export function bulkRowsMax(uniqueValues: number, along = 0): number {
  return Math.floor((limits.transactionActions - 1 - along) / (2 + uniqueValues));
}

/**
 * The schema of one filter value: an id or country code or `none`, which stands for records without a value. For other
 * kinds of fields, any text of up to 40 characters.
 */
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
  'Dates use the organization’s time zone, and the last day is included: `createdFrom=2026-05-01&createdTo=2026-05-31` covers May.';

const activityText = '`hasActivities=false` returns records without any activities.';

const customFilterText =
  'Filter by custom fields shown in lists with `custom.<key>`: comma-separated values, or `none` for records without a value. Numbers, amounts in minor units and dates also accept `custom.<key>.from` and `custom.<key>.to`.';

const customFilter = /^custom\.[a-z][a-z0-9-]{0,39}(\.(from|to))?$/;

/**
 * Also accepts filters by custom fields, up to `limits.customFilters`. Whether the fields exist is checked later,
 * because it depends on the organization.
 */
const withCustomFilters = (known: z.ZodMiniObject) =>
  z.catchall(known, line(limits.customFilterCharacters)).check((payload) => {
    const names = Object.keys(payload.value).filter((name) => !Object.hasOwn(known.shape, name));
    const keys = names.filter((name, place) => !customFilter.test(name) || place >= limits.customFilters);
    if (keys.length > 0)
      payload.issues.push({ code: 'unrecognized_keys', keys, input: payload.value, continue: true });
  });

/**
 * Query parameters of a record type's list. Those of custom fields are `custom.<key>`, `custom.<key>.from` and
 * `custom.<key>.to`.
 */
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

/** The operations that every record type has. */
// eslint-disable-next-line max-lines-per-function -- one declaration after the other
export function recordOperations<Name extends string, F extends Fields, Plural extends string>(
  type: RecordType<Name, F, Plural>,
) {
  const { plural } = type;
  const base: RecordPath<Plural> = `/v1/orgs/{orgId}/${plural}`;
  const path: `${RecordPath<Plural>}/{id}` = `${base}/{id}`;
  const aRecord = a({ one: inSentence(type.nouns.en.one) });
  const records = inSentence(type.nouns.en.many);
  const may = (action: RecordAction) => `${type.name}:${action}` as Permission;
  const rowsMax = bulkRowsMax(type.unique.length, type.actionsAlong);
  const bulkBody = z.strictObject({
    items: z.array(type.create).check(z.minLength(1), z.maxLength(rowsMax)),
  });
  const bulkOutput = z.object({ items: z.array(type.record) });

  return {
    list: operation({
      method: 'GET',
      path: base,
      access: may('read'),
      summary: `List ${records}, with filters, sorting and pagination.`,
      description: [type.listDescription, dayText, type.hasActivities ? activityText : '', customFilterText]
        .filter(Boolean)
        .join(' '),
      query: listQuery(type),
      output: page(type.listRow),
    }),
    get: operation({
      method: 'GET',
      path,
      access: may('read'),
      summary: `Get ${aRecord}.`,
      output: type.record,
    }),
    create: operation({
      method: 'POST',
      path: base,
      access: may('create'),
      summary: `Create ${aRecord}.`,
      body: type.create,
      output: type.record,
      status: 201,
      idempotent: true,
    }),
    createMany: operation({
      method: 'POST',
      path: `${base}/bulk`,
      access: may('create'),
      summary: `Create up to ${rowsMax} ${records} in one request. Either all are created or none; errors point to the index of each invalid item.`,
      body: bulkBody,
      output: bulkOutput,
      status: 201,
      idempotent: true,
    }),
    update: operation({
      method: 'PATCH',
      path,
      access: may('update'),
      summary: `Update ${aRecord}. Only the fields you send change; null clears a field.`,
      body: type.update,
      output: type.record,
      ifMatch: true,
    }),
    delete: operation({
      method: 'DELETE',
      path,
      access: may('delete'),
      summary: `Move ${aRecord} to the trash, where it stays for ${limits.trashDays} days.`,
      ...(type.deleteDescription ? { description: type.deleteDescription } : {}),
      output: type.record,
      ifMatch: true,
    }),
    restore: operation({
      method: 'POST',
      path: `${path}/restore`,
      access: may('delete'),
      summary: `Restore ${aRecord} from the trash.`,
      output: type.record,
    }),
    history: operation({
      method: 'GET',
      path: `${path}/history`,
      access: may('read'),
      summary: `List the changes to ${aRecord}, newest first.`,
      query: z.strictObject(pageQuery),
      output: z.object({ items: z.array(change), nextCursor: z.optional(z.string()) }),
    }),
  };
}

type RecordOperations<Name extends string, F extends Fields, Plural extends string> = ReturnType<
  typeof recordOperations<Name, F, Plural>
>;
/** The resource of a record type without operations of its own. */
export type RecordResource<Type> =
  Type extends RecordType<infer Name, infer F, infer Plural, infer _A, infer _L>
    ? Resource<RecordOperations<Name, F, Plural>>
    : never;

/** The resource of a record type: the standard operations and any of its own. */
export function recordResource<
  Name extends string,
  F extends Fields,
  Plural extends string,
  Verbs extends Operations = RecordOperations<Name, F, Plural>,
>(type: RecordType<Name, F, Plural>, verbs?: Verbs): Resource<RecordOperations<Name, F, Plural> & Verbs> {
  const operations = { ...recordOperations(type), ...verbs };
  return resource(type.plural, `/v1/orgs/{orgId}/${type.plural}`, operations as never);
}
