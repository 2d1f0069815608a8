import { useTexts } from '#lib/i18n/i18n.svelte.ts';
import { entranceOf } from '#lib/portal/entrance.ts';

/** The organization that is asked; undefined if it takes no requests. */
export const load = async ({ url }: { url: URL }) => {
  const orgId = url.searchParams.get('organization') ?? '';
  const [entrance] = await Promise.all([entranceOf(orgId), useTexts('portalRequest'), useTexts('refusals')]);
  return { orgId, entrance };
};
