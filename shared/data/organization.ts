import type { Organization } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import { statusLists, type StatusListName } from '#contract/status-list.ts';
import type { CustomSlots, WithSlots } from './custom-slots.ts';
import {
  defaultLists,
  productNames,
  statusFrom,
  storedStatus,
  type StoredStatus,
} from './default-settings.ts';
import { customSlotsKey, organizationKey } from './keys.ts';
import { getItem } from './table.ts';
import { newSession, type Session } from './units.ts';

/** The organization with its lists: one item, mostly of some 4 KB and never above 200, handed to operations as `context.settings`. */
export type OrganizationSettings = Organization & WithSlots;

interface OrganizationItem {
  data: string;
  schema: number;
  version: number;
}

const cacheSeconds = 5;
const cacheSize = 500;
const cache = new Map<string, { settings: OrganizationSettings; until: number }>();

/** Settings of an organization, at most five seconds old; undefined where there is no such organization. */
export async function settingsOf(session: Session, orgId: string): Promise<OrganizationSettings | undefined> {
  const cached = cache.get(orgId);
  if (cached && cached.until > Date.now()) return cached.settings;
  return newestSettings(session, orgId);
}

/** Settings of an organization as they are now, remembered for those who ask next. */
export async function newestSettings(
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> {
  // Measured by itself: others may read in the same session meanwhile.
  const { units } = newSession();
  const settings = await readSettings({ ...session, units }, orgId);
  session.units.read += units.read;
  session.units.settings += units.read;
  if (settings) remember(settings);
  return settings;
}

async function readSlots(session: Session, orgId: string): Promise<CustomSlots> {
  const item = await getItem<Record<string, unknown>>(session, customSlotsKey(orgId));
  const { pk: _pk, sk: _sk, kind: _kind, ...slots } = item ?? {};
  return slots as CustomSlots;
}

/** Reads the organization and what lists have of its custom fields as they are now. */
export async function readSettings(
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> {
  const [organization, slots] = await Promise.all([
    readOrganization(session, orgId),
    readSlots(session, orgId),
  ]);
  return organization && { ...organization, slots };
}

/** Reads the organization as it is now. */
export async function readOrganization(session: Session, orgId: string): Promise<Organization | undefined> {
  const item = await getItem<OrganizationItem>(session, organizationKey(orgId));
  if (!item) return undefined;
  // An organization of the first version has contact statuses only; the other lists begin as for a new one.
  const stored = JSON.parse(item.data) as Organization;
  return { ...defaultLists('en'), ...stored, ...listsFrom(stored, item.schema), version: item.version };
}

/** The first shape kept the product's names in its maker's language: nobody could change them then. */
function listsFrom(stored: Partial<Organization>, schema: number): Partial<Organization> {
  const lists = Object.keys(statusLists) as StatusListName[];
  return Object.fromEntries(
    lists.flatMap((list) => {
      const entries = stored[list] as StoredStatus[] | undefined;
      if (!entries) return [];
      const isProducts = ({ id }: StoredStatus) => schema === 1 && productNames(list, id) !== undefined;
      return [[list, entries.map((entry) => statusFrom(list, isProducts(entry) ? unnamed(entry) : entry))]];
    }),
  );
}

const unnamed = ({ name: _name, ...entry }: StoredStatus): StoredStatus => entry;

/** The organization as its item keeps it. */
export function organizationData(organization: Organization): { schema: number; data: string } {
  const lists = Object.keys(statusLists) as StatusListName[];
  const stored = Object.fromEntries(lists.map((list) => [list, organization[list].map(storedStatus)]));
  return { schema: 2, data: JSON.stringify({ ...organization, ...stored }) };
}

/** The organization as it is now, refused where a caller saw another version of it. */
export async function loadOrganization(
  session: Session,
  orgId: string,
  expected?: number,
): Promise<Organization> {
  const organization = await readOrganization(session, orgId);
  if (!organization) throw new ProblemError('not_found');
  if (expected !== undefined && organization.version !== expected)
    throw new ProblemError('precondition_failed');
  return organization;
}

/** Called by whoever has just written settings, so that this process sees its own write. */
export function rememberSettings(organization: Organization): void {
  const { slots } = cache.get(organization.id)?.settings ?? {};
  if (slots) remember({ ...organization, slots });
  else cache.delete(organization.id);
}

function remember(settings: OrganizationSettings): void {
  if (cache.size >= cacheSize) cache.delete(cache.keys().next().value ?? '');
  cache.set(settings.id, { settings, until: Date.now() + cacheSeconds * 1000 });
}
