import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { dayCount } from '#data/limits/day-count.ts';
import type { Context } from '#data/organization/context.ts';
import { userCountKey } from '#data/store/keys.ts';
import type { Action } from '#data/store/transact.ts';

/*
 * What a client adds is bounded per client and day, so that nobody outside an organization can use up its records or
 * its storage.
 */

export const issueCount = ({ actor, now }: Context): Action =>
  dayCount(
    userCountKey(actor.userId, 'PORTAL-ISSUES', now.slice(0, 10)),
    'portal-issue-count',
    limits.portalIssuesPerDay,
    now,
    (seconds) =>
      new TooManyRequests(seconds, { code: 'portal_issues_a_day', limit: limits.portalIssuesPerDay }),
  );

export const fileCount = ({ actor, now }: Context): Action =>
  dayCount(
    userCountKey(actor.userId, 'PORTAL-FILES', now.slice(0, 10)),
    'portal-file-count',
    limits.portalFilesPerDay,
    now,
    (seconds) =>
      new TooManyRequests(seconds, { code: 'portal_files_a_day', limit: limits.portalFilesPerDay }),
  );
