import { queryOptions } from '@tanstack/svelte-query';
import type { DashboardPart } from '#contract/dashboard.ts';
import type { Me } from '#contract/me.ts';
import type { Organization } from '#contract/organization.ts';
import { completeProfile } from '#lib/auth/complete-profile.ts';
import { client } from './client.ts';
import { queryClient } from './query-client.ts';

/** Stale time for data that rarely changes and is used in many places. */
const seldomMilliseconds = 60_000;

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }) => completeProfile(await client.me.get({}, { signal })),
    staleTime: seldomMilliseconds,
  });

/** Shows the version of the profile that the service has returned. */
export const cacheMe = (me: Me): void => void queryClient.setQueryData(meQuery().queryKey, me);

export const organizationQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'organization'],
    queryFn: ({ signal }) => client.organizations.get({ orgId }, { signal }),
    staleTime: seldomMilliseconds,
  });

/** Shows the version of an organization that the service has returned. */
export const cacheOrganization = (organization: Organization): void =>
  void queryClient.setQueryData(organizationQuery(organization.id).queryKey, organization);

/** Never becomes stale, because presets change only when a new version of the service is deployed. */
export const presetsQuery = () =>
  queryOptions({
    queryKey: ['presets'],
    queryFn: async ({ signal }) => (await client.presets.list({}, { signal })).items,
    staleTime: Infinity,
  });

export const membersQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'members'],
    queryFn: async ({ signal }) => (await client.members.list({ orgId }, { signal })).items,
    staleTime: seldomMilliseconds,
  });

export const tagsQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'tags'],
    queryFn: async ({ signal }) => (await client.tags.list({ orgId }, { signal })).items,
    staleTime: seldomMilliseconds,
  });

export const invitationsQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'invitations'],
    queryFn: async ({ signal }) => (await client.invitations.list({ orgId }, { signal })).items,
  });

export const apiKeysQuery = (orgId: string) =>
  queryOptions({
    queryKey: [orgId, 'apiKeys'],
    queryFn: async ({ signal }) => (await client.apiKeys.list({ orgId }, { signal })).items,
  });

export const secondFactorQuery = () =>
  queryOptions({
    queryKey: ['secondFactor'],
    queryFn: ({ signal }) => client.secondFactor.get({}, { signal }),
    refetchOnMount: 'always' as const,
  });

/** The dashboard, with the parts that are returned only if they are asked for. */
export const dashboardQuery = (orgId: string, include: readonly DashboardPart[] = []) =>
  queryOptions({
    queryKey: [orgId, 'dashboard', 'numbers', ...include],
    queryFn: ({ signal }) =>
      client.dashboard.get({ orgId, ...(include.length > 0 ? { include: [...include] } : {}) }, { signal }),
    refetchOnMount: 'always' as const,
  });

export const searchQuery = (orgId: string, q: string) =>
  queryOptions({
    queryKey: [orgId, 'search', q],
    queryFn: async ({ signal }) => (await client.search.find({ orgId, q }, { signal })).items,
    staleTime: seldomMilliseconds / 6,
  });
