import { limits } from '#contract/limits.ts';
import { fieldProblem } from '#contract/problem.ts';
import { dayCount } from './day-count.ts';
import { epochSeconds } from './epoch.ts';
import { mailCountKey } from './keys.ts';
import type { Action } from './transact.ts';

/** How often somebody was mailed, and when last. */
export interface Mailed {
  mails: number;
  mailedAt: string;
}

/** Whoever has an account can have us mail to any address: not again at once, and not without end. */
export function checkMailAgain({ mails, mailedAt }: Mailed, now: string): void {
  if (mails >= limits.mailsPerPerson)
    throw fieldProblem('', 'too_often', 'too_many_requests', { limit: limits.mailsPerPerson });
  if (epochSeconds(now) - epochSeconds(mailedAt) < limits.mailPauseSeconds)
    throw fieldProblem('', 'too_soon', 'too_many_requests', { limit: limits.mailPauseSeconds });
}

/** Counts a mail among those of the organization's day, where it has one left. */
export function mailCount(orgId: string, now: string): Action {
  const limit = limits.mailsPerDay;
  return dayCount(mailCountKey(orgId, now.slice(0, 10)), 'mail-count', limit, now, () =>
    fieldProblem('/email', 'daily_limit', 'too_many_requests', { limit }),
  );
}
