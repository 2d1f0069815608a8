import { ProblemError } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { unrestrictedContext } from '#data/organization/rights.ts';
import { settingsOf } from '#data/organization/settings.ts';
import type { UserContext, VisitorContext } from '#data/store/request-context.ts';

/** Headers of all answers. The address has a secret, so it is told to nobody and found by no search engine. */
const linkHeaders = {
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/**
 * The link that a visitor follows, and a context that can do anything in its organization, so it must be used for what the
 * link opens only. Throws `not_found` if there is no link, or no organization any more.
 */
export async function followLink<Link extends { org: string; recordId: string }>(
  visit: VisitorContext,
  find: () => Promise<Link | undefined>,
): Promise<{ link: Link; context: Context }> {
  Object.assign(visit.visitor.answerHeaders, linkHeaders);
  const link = await find();
  const settings = link && (await settingsOf(visit, link.org));
  if (!settings) throw new ProblemError('not_found');
  const { units, prefetched, requestId, now, visitor } = visit;
  const base: UserContext = {
    ...{ units, prefetched, requestId, now },
    reply: {},
    actor: { userId: link.recordId },
    via: 'link',
    address: visitor.address,
  };
  return { link, context: unrestrictedContext(base, link.org, settings) };
}
