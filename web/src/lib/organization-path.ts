import type { Me } from '#contract/me.ts';

/** Where a user goes in an organization: members to its pages, clients to its portal. */
export const organizationPath = ({ id, role }: Pick<Me['organizations'][number], 'id' | 'role'>): string =>
  role === 'client' ? `/portal/${id}` : `/o/${id}`;
