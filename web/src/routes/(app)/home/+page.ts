import { redirect } from '@sveltejs/kit';
import { queryClient } from '#lib/api/query-client.ts';
import { meQuery } from '#lib/api/queries.ts';
import { lastOrganization } from '#lib/last-organization.ts';
import type { PageLoad } from './$types';

/** The organization that was open last, or any, or the page that makes the first one. */
export const load: PageLoad = async () => {
  const { organizations } = await queryClient.query(meQuery());
  const last =
    organizations.find((organization) => organization.id === lastOrganization()) ?? organizations[0];
  redirect(307, last ? `/o/${last.id}` : '/onboarding');
};
