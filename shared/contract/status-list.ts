import * as z from 'zod/mini';
import { line, named, type ListName } from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { status, statusMeanings, type StatusMeaning } from './organization.ts';
import { tagColors } from './tag.ts';

/** What entries of a list can mean, and which meanings the product cannot do without. A list of sources has none. */
interface ListRules {
  meanings: readonly StatusMeaning[];
  needed: readonly StatusMeaning[];
}

/** The lists that an organization makes its own. Conversion, qualification and new records go by what is needed here. */
export const statusLists = {
  leadStatuses: {
    meanings: ['open', 'qualified', 'disqualified', 'won', 'lost'],
    needed: ['open', 'qualified', 'disqualified', 'won'],
  },
  leadSources: { meanings: [], needed: [] },
  customerStatuses: { meanings: ['active', 'prospect', 'inactive'], needed: ['active'] },
  contactStatuses: {
    meanings: ['prospect', 'qualified', 'customer', 'inactive'],
    needed: ['prospect', 'customer'],
  },
  vendorStatuses: { meanings: ['active', 'inactive'], needed: ['active'] },
} as const satisfies Partial<Record<ListName, ListRules>>;
export type StatusListName = keyof typeof statusLists;

export const isStatusList = (name: string): name is StatusListName => Object.hasOwn(statusLists, name);
export const rulesOf = (list: StatusListName): ListRules => statusLists[list];

const name = line(40);
const entryInput = z.strictObject({
  /** Left out for a new entry; that of a retired one brings it back. */
  id: z.optional(line(40)),
  /** Left out, an entry keeps its name; a new one needs one. */
  name: z.optional(name),
  /** Left out, an entry keeps its colour; null lets it follow the meaning. */
  color: z.optional(z.nullable(z.enum(tagColors))),
  /** Left out, an entry keeps its meaning; a new status needs one. */
  meaning: z.optional(z.enum(statusMeanings)),
  /** New records begin with this one; the first where no entry says so. */
  isDefault: z.optional(z.boolean()),
});

const entry = z.extend(status, {
  /** Records with it by their type, trash left out. Told to whoever may see all of them, where they are counted. */
  records: z.optional(z.record(z.string(), z.int())),
});

const storedList = z.object({
  /** The organization's, for the next `If-Match`. */
  version: z.int(),
  list: z.string(),
  /** Entries in use in their order, then retired ones. */
  items: z.array(entry),
  /** Where entries stand: the record type, its plural in addresses, and the field. */
  usedBy: z.array(z.object({ recordType: z.string(), plural: z.string(), field: z.string() })),
});
export type StatusList = z.infer<typeof storedList>;

const path = '/v1/orgs/{orgId}/status-lists';
const one = `${path}/{list}` as const;

/** Lists of statuses and sources are part of the organization's settings: `If-Match` takes the organization's version. */
export const statusListsResource = resource('status-lists', path, {
  get: operation({
    method: 'GET',
    path: one,
    access: 'organization:read',
    summary: 'A list of statuses or sources, with how many records have each entry.',
    description:
      'Lists: leadStatuses, leadSources, customerStatuses, contactStatuses, vendorStatuses. An entry that the organization has not renamed carries the product’s names by language.',
    output: storedList,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access: 'organization:update',
    summary: 'Rename, recolour, add, reorder and retire entries of a list.',
    description:
      'Give all entries that are to be in use, in their order. One that is left out is retired: `successors` must name an entry that stays, which a job gives to its records. From then on the retired one is refused for new use; naming it again brings it back, once no job replaces it any more.',
    body: z.strictObject({
      items: z.array(entryInput).check(z.minLength(1), z.maxLength(limits.statusesPerList)),
      /** Which entry replaces one that is left out, by the id of that. */
      successors: z.optional(named(line(40), line(40), limits.statusesPerList)),
    }),
    output: storedList,
    ifMatch: true,
  }),
});
