import { getContext, setContext } from 'svelte';
import type { Me } from '#contract/me.ts';
import type { PortalHome } from '#contract/portal.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { language } from '#lib/i18n/i18n.svelte.ts';

/** What every page of a portal needs. */
export interface Portal {
  readonly orgId: string;
  readonly me: Me;
  readonly home: PortalHome;
  /** Whose portal a member of the organization looks at; undefined for clients, who see their own. */
  readonly customerId: string | undefined;
}

const key = Symbol('portal');
export const setPortal = (portal: Portal) => setContext(key, portal);
export const usePortal = () => getContext<Portal>(key);

/** The input of all operations that read. */
export const inputOf = ({ orgId, customerId }: Pick<Portal, 'orgId' | 'customerId'>) => ({
  orgId,
  ...(customerId === undefined ? {} : { customerId }),
});

/** The address of a page of the portal, such as `/invoices`. A preview stays a preview. */
export function portalPath(
  { orgId, customerId }: Pick<Portal, 'orgId' | 'customerId'>,
  path = '',
  query: Record<string, string> = {},
): string {
  const search = new URLSearchParams({ ...query, ...(customerId ? { customer: customerId } : {}) });
  return `/portal/${orgId}${path}${search.size > 0 ? `?${search}` : ''}`;
}

interface PortalStatus {
  name: string;
  meaning: StatusMeaning | undefined;
}

/** A status by its id, with the organization's own label. Statuses that are no longer known have none. */
export function statusOf({ home }: Portal, list: keyof PortalHome['statuses'], id: string): PortalStatus {
  const { name = '', names, meaning } = home.statuses[list].find((one) => one.id === id) ?? {};
  return { name: names?.[language()] ?? name, meaning };
}
