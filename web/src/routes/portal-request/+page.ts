import { useTexts } from '#lib/i18n/i18n.svelte.ts';

/** The organization is read by the page, which shows something meanwhile: without a connection, that takes forever. */
export const load = async ({ url }: { url: URL }) => {
  await Promise.all([useTexts('portalRequest'), useTexts('refusals')]);
  return { orgId: url.searchParams.get('organization') ?? '' };
};
