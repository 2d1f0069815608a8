import { limits } from '#contract/limits.ts';
import type { Organization } from '#contract/organization.ts';
import { ProblemError } from '#contract/problem.ts';
import { earlierRecordAccess, withChoice } from '#contract/record-access.ts';
import { uniqueEmailsOff } from '#contract/unique-emails.ts';
import { statusListNames } from '#contract/status-list.ts';
import { putBounded } from '../store/bounded-cache.ts';
import type { CustomSlots, WithSlots } from '../custom-fields/slots.ts';
import { defaultLists } from './presets/default-lists.ts';
import {
  isProducts,
  statusFrom,
  statusNouns,
  storedStatus,
  withNeeded,
  withProductDefault,
  type StatusNouns,
  type StoredStatus,
} from './presets/stored-status.ts';
import { withItemState } from '../store/item-state.ts';
import { itemName } from '../store/item-name.ts';
import { customSlotsKey, organizationKey, quotaKey, type Key } from '../store/keys.ts';
import type { Quota } from '../limits/stage-limits.ts';
import { getItem } from '../store/table.ts';
import { newSession, type Session } from '../store/units.ts';
import { checkVersion } from '../store/version-match.ts';
import type { UserContext } from '../store/request-context.ts';

/**
 * The organization with its custom field slots and quota, passed to operations as `context.settings`. The organization
 * itself is one item, which DynamoDB limits to 400 KB.
 */
export type OrganizationSettings = Organization & WithSlots & { quota?: Quota };

interface OrganizationItem {
  data: string;
  schema: number;
  digest?: string;
  version: number;
}

const cacheSize = 500;
const cache = new Map<string, { settings: OrganizationSettings; until: number }>();

/**
 * Settings of an organization that can be used, cached for up to five seconds. One that is being deleted is like one
 * that doesn't exist, so whatever acts for an organization stops unless it says otherwise. After a restore, this is
 * noticed at once.
 */
export async function settingsOf(session: Session, orgId: string): Promise<OrganizationSettings | undefined> {
  const settings = await storedSettingsOf(session, orgId);
  return settings?.deletingAt === undefined ? settings : newestSettings(session, orgId);
}

/** Reads the current settings of an organization that can be used, and caches them. */
export const newestSettings = async (
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> => usable(await newestStoredSettings(session, orgId));

const usable = (settings: OrganizationSettings | undefined): OrganizationSettings | undefined =>
  settings?.deletingAt === undefined ? settings : undefined;

/** The keys of the items that the settings of an organization consist of, unless they are cached. */
export const settingsKeysToRead = (orgId: string): Key[] => (isCached(orgId) ? [] : keysOf(orgId));

const keysOf = (orgId: string): Key[] => [organizationKey(orgId), customSlotsKey(orgId), quotaKey(orgId)];

const isCached = (orgId: string): boolean => (cache.get(orgId)?.until ?? 0) > Date.now();

/** Like `settingsOf`, for what is derived from stored records, even while their organization is being deleted. */
export async function storedSettingsOf(
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> {
  return isCached(orgId) ? cache.get(orgId)?.settings : newestStoredSettings(session, orgId);
}

/** Like `newestSettings`, even while the organization is being deleted. */
export async function newestStoredSettings(
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> {
  // Capacity units are counted separately, because other reads can use the same session at the same time.
  const { units } = newSession();
  const settings = await readStoredSettings({ ...session, units }, orgId);
  session.units.read += units.read;
  session.units.settings += units.read;
  // An operation that needs the current settings reads them itself, as it does while they are cached.
  for (const key of keysOf(orgId)) session.prefetched.delete(itemName(key));
  if (settings) remember(settings);
  return settings;
}

async function readSlots(session: Session, orgId: string): Promise<CustomSlots> {
  const item = await getItem<Record<string, unknown>>(session, customSlotsKey(orgId));
  const { pk: _pk, sk: _sk, kind: _kind, ...slots } = item ?? {};
  return slots as CustomSlots;
}

/** Reads the settings of an organization that can be used, without the cache. */
export const readSettings = async (
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> => usable(await readStoredSettings(session, orgId));

/** Reads the current organization with its custom field slots and quota. */
export async function readStoredSettings(
  session: Session,
  orgId: string,
): Promise<OrganizationSettings | undefined> {
  const [organization, slots, quota] = await Promise.all([
    readOrganization(session, orgId),
    readSlots(session, orgId),
    getItem<Quota>(session, quotaKey(orgId)),
  ]);
  return organization && { ...organization, slots, ...(quota ? { quota } : {}) };
}

/** Reads the current organization; undefined if it doesn't exist. */
export async function readOrganization(session: Session, orgId: string): Promise<Organization | undefined> {
  const item = await getItem<OrganizationItem>(session, organizationKey(orgId));
  if (!item) return undefined;
  // The first schema had contact statuses only. Other lists that are missing get the entries of a new organization.
  const stored = JSON.parse(item.data) as Organization;
  const nouns = statusNouns(stored);
  return withItemState(
    {
      ...defaultLists('en', undefined, nouns),
      ...stored,
      ...listsFrom(stored, item.schema, nouns),
      uniqueEmails: { ...uniqueEmailsOff, ...stored.uniqueEmails },
      recordAccess: withChoice(earlierRecordAccess, (stored as Partial<Organization>).recordAccess),
      version: item.version,
    },
    item,
  );
}

/**
 * Status lists from stored data. The first schema stored the names of built-in statuses in the creator's language and
 * didn't allow renaming them, so translated names replace these stored names.
 */
function listsFrom(stored: Partial<Organization>, schema: number, nouns: StatusNouns): Partial<Organization> {
  return Object.fromEntries(
    statusListNames.flatMap((list) => {
      const entries = stored[list] as StoredStatus[] | undefined;
      if (!entries) return [];
      const isUnnamed = ({ id }: StoredStatus) => schema === 1 && isProducts(list, id);
      const named = entries.map((entry) =>
        statusFrom(list, isUnnamed(entry) ? unnamed(entry) : entry, nouns),
      );
      return [[list, withProductDefault(list, withNeeded(list, named, nouns))]];
    }),
  );
}

const unnamed = ({ name: _name, ...entry }: StoredStatus): StoredStatus => entry;

/** The schema of an organization's item. */
export const organizationSchema = 2;

/** The organization as stored in its item. */
export function organizationData(organization: Organization): string {
  const stored = Object.fromEntries(
    statusListNames.map((list) => [list, organization[list].map(storedStatus)]),
  );
  return JSON.stringify({ ...organization, ...stored });
}

/**
 * The current organization. Throws `not_found` if it doesn't exist, and `precondition_failed` if the caller expects
 * another version.
 */
export async function loadOrganization(
  session: Session,
  orgId: string,
  expected?: Pick<UserContext, 'ifMatch'>,
): Promise<Organization> {
  const organization = await readOrganization(session, orgId);
  if (!organization) throw new ProblemError('not_found');
  if (expected) checkVersion(expected, organization);
  return organization;
}

/** Updates the cache after a write, so that this process sees its own write. */
export function rememberSettings(organization: Organization): void {
  const { slots, quota } = cache.get(organization.id)?.settings ?? {};
  if (slots) remember({ ...organization, slots, ...(quota ? { quota } : {}) });
  else cache.delete(organization.id);
}

function remember(settings: OrganizationSettings): void {
  const until = Date.now() + limits.settingsCachedSeconds * 1000;
  putBounded(cache, settings.id, { settings, until }, cacheSize);
}
