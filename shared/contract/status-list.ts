import * as z from 'zod/mini';
import { line, named, type Fields } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { recordTypes, type RecordTypeName } from './record-types.ts';
import { status, statusMeanings, type StatusListDeclaration, type StatusMeaning } from './status.ts';
import { tagColors } from './tag-color.ts';

type RecordTypes = typeof recordTypes;
/** The names of the lists of statuses and sources of all record types. */
export type StatusListName = {
  [Name in RecordTypeName]: keyof RecordTypes[Name]['statusLists'] & string;
}[RecordTypeName];

/**
 * The lists that organizations can customize. Conversion, qualification and new records rely on the meanings in
 * `needed`.
 */
const statusLists = Object.assign(
  {},
  ...Object.values(recordTypes).map((type) => type.statusLists),
) as Record<StatusListName, StatusListDeclaration>;

export const statusListNames = Object.keys(statusLists) as StatusListName[];
export const isStatusList = (name: string): name is StatusListName => Object.hasOwn(statusLists, name);
/** The statuses or sources of a list in a new organization with the general preset. */
export const firstEntries = (list: StatusListName): StatusListDeclaration['first'] => statusLists[list].first;
/** The source that new records get until the organization chooses. Statuses don't need one: the first one is used. */
export const productDefault = (list: StatusListName): string | undefined => statusLists[list].default;

const fieldsWithList = Object.values<{ fields: Fields }>(recordTypes).flatMap(({ fields }) =>
  Object.values(fields).flatMap(({ list, mode }) => (list === undefined ? [] : [{ list, mode }])),
);
/** The lists whose values only the server sets, from what happens to a record. */
const keptLists: ReadonlySet<string> = new Set(
  fieldsWithList.flatMap(({ list, mode }) => (mode === 'kept' ? [list] : [])),
);

interface StatusListRules {
  /** The meanings that the statuses can have. Sources have none. */
  meanings: StatusMeaning[];
  /** Each of these must occur at least once. */
  needed: readonly StatusMeaning[];
  /**
   * Whether an entry keeps its meaning and is replaced by one with the same meaning, because only the server sets it: a
   * paid invoice must not become a draft because its status was replaced. Kinds of activities keep theirs, too: what
   * happened doesn't become something else.
   */
  isKept: boolean;
  /** Whether a retired entry is replaced on the records that have it. Activities keep theirs. */
  isOfRecords: boolean;
}

export const rulesOf = (list: StatusListName): StatusListRules => ({
  meanings: [...new Set(firstEntries(list).flatMap(({ meaning }) => meaning ?? []))],
  needed: statusLists[list].needed,
  isKept: keptLists.has(list) || statusLists[list].staysWithRecords === true,
  isOfRecords: statusLists[list].staysWithRecords !== true,
});

const name = line(40);
export const entryInput = z.strictObject({
  /** Left out for a new status or source. The id of a retired one reactivates it. */
  id: z.optional(line(40)),
  /** Required for a new status or source. An existing one keeps its name by default. */
  name: z.optional(name),
  /**
   * An existing status or source keeps its color by default. Null removes the color; a status then has the color of its
   * meaning.
   */
  color: z.optional(z.nullable(z.enum(tagColors))),
  /** Required for a new status, and rejected for sources. An existing status keeps its meaning by default. */
  meaning: z.optional(z.enum(statusMeanings)),
  /**
   * Whether new records get this status or source by default, at most one of a list. If none is the default, new
   * records get the first status, or no source.
   */
  isDefault: z.optional(z.boolean()),
});

const entry = z.extend(status, {
  /**
   * Number of records with this status or source by record type, excluding the trash. Types of which the caller can't
   * see all records are left out.
   */
  records: z.optional(z.record(z.string(), z.int())),
});

export const storedList = z.object({
  /** The organization's version, for the next `If-Match`. */
  version: z.int(),
  list: z.string(),
  /** Statuses or sources in use in order, then retired ones. */
  items: z.array(entry),
  /** Where the list is used: the record type, its plural in paths, and the field. */
  usedBy: z.array(z.object({ recordType: z.string(), plural: z.string(), field: z.string() })),
});
export type StatusList = z.infer<typeof storedList>;

const path = '/v1/orgs/{orgId}/status-lists';
const one = `${path}/{list}` as const;

/**
 * Lists of statuses and sources are part of the organization's settings, so `If-Match` takes the organization's
 * version.
 */
export const statusListsResource = resource('status-lists', path, {
  get: operation({
    method: 'GET',
    path: one,
    access: 'organization:read',
    summary: 'Get a list of statuses or sources, with the number of records for each entry.',
    description: `\`list\` must be one of: ${statusListNames.join(', ')}. Until an entry is renamed, \`names\` contains its standard name in each language.`,
    output: storedList,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'organization:update',
    summary: 'Add, rename, recolor, reorder and retire the entries of a list.',
    description:
      'Send all entries to keep in use, in order. Entries that you leave out are retired and can no longer be assigned. For each one, `successors` must name an entry in use, which a job sets on its records. To reactivate a retired entry, send it again once that job is done. `isDefault` marks the entry that new records get; without it, they get the first status, or no source. In a list whose values only the server sets, such as `invoiceStatuses`, and in `activityKinds`, an entry keeps its meaning, and its replacement has the same one. Activities keep a kind that is retired, so `activityKinds` takes no `successors`.',
    body: z.strictObject({
      items: z.array(entryInput).check(z.minLength(1), z.maxLength(limits.statusesPerList)),
      /** Maps the id of each status or source that is left out to the id of its replacement. */
      successors: z.optional(named(line(40), line(40), limits.statusesPerList)),
    }),
    output: storedList,
    ifMatch: true,
  }),
});
