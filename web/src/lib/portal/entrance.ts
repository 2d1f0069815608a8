import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';

/** The organization, as strangers see it who want access to its portal; undefined if it takes no requests for access. */
export const entranceOf = (orgId: string) =>
  client.portal.entrance({ orgId }).catch((error: unknown) => {
    if (error instanceof ApiProblem && [404, 422].includes(error.status)) return undefined;
    throw error;
  });
