import { client } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { useTexts } from '#lib/i18n/i18n.svelte.ts';

/** The organization that is asked; undefined if it takes no requests. */
export const load = async ({ url }: { url: URL }) => {
  const orgId = url.searchParams.get('organization') ?? '';
  const [entrance] = await Promise.all([
    client.portal.entrance({ orgId }).catch((error: unknown) => {
      if (error instanceof ApiProblem && [404, 422].includes(error.status)) return undefined;
      throw error;
    }),
    useTexts('portalRequest'),
    useTexts('refusals'),
  ]);
  return { orgId, entrance };
};
