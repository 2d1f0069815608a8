import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { Context } from '#data/organization/context.ts';
import { userCountKey } from '#data/store/keys.ts';
import type { Action } from '#data/store/transact.ts';

/** What is counted, and the reason of the refusal. */
const counted = {
  issue: {
    what: 'PORTAL-ISSUES',
    kind: 'portal-issue-count',
    limit: limits.portalIssuesPerDay,
    code: 'portal_issues_a_day',
  },
  file: {
    what: 'PORTAL-FILES',
    kind: 'portal-file-count',
    limit: limits.portalFilesPerDay,
    code: 'portal_files_a_day',
  },
} as const;

/**
 * The action that counts what a client adds on a day (UTC), so that nobody outside an organization can use up its
 * records or its storage.
 */
export function clientCount({ actor, now }: Context, one: keyof typeof counted): Action {
  const { what, kind, limit, code } = counted[one];
  const key = userCountKey(actor.userId, what, now.slice(0, 10));
  return dayCount(key, kind, limit, now, (seconds) => new TooManyRequests(seconds, { code, limit }));
}
