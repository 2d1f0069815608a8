import { limits } from '#contract/limits.ts';
import { fieldLimit } from '#contract/problem.ts';
import { dayCount } from '../limits/day-count.ts';
import { epochSeconds } from '../values/epoch.ts';
import { mailCountKey, portalRequestCountKey, userCountKey } from '../store/keys.ts';
import { stageLimits, type Quota } from '../limits/stage-limits.ts';
import type { UserContext } from '../store/request-context.ts';
import type { Action } from '../store/transact.ts';

/** Number of e-mails for one invitation or temporary password, and when the last one was requested. */
export interface Mailed {
  mails: number;
  mailedAt: string;
}

/** For limits that don't end: clients that retry by themselves should wait for a day at least. */
const never = 86_400;

/** Throws `too_many_requests` at the maximum number of e-mails, or if the last one was requested too recently. */
export function checkMailAgain({ mails, mailedAt }: Mailed, now: string): void {
  if (mails >= limits.mailsPerPerson)
    throw fieldLimit(never, '', 'too_often', { limit: limits.mailsPerPerson });
  const left = epochSeconds(mailedAt) + limits.mailPauseSeconds - epochSeconds(now);
  if (left > 0) throw fieldLimit(left, '', 'too_soon', { limit: limits.mailPauseSeconds });
}

/** A member of an organization who sends an e-mail. */
interface Sender extends UserContext {
  readonly orgId: string;
  readonly memberSince?: string;
  readonly settings: { createdAt: string; quota?: Quota };
}

/** The actions that count an e-mail toward the daily limits of the organization and of the sender. */
export function mailCounts({ orgId, actor, settings, memberSince, now }: Sender): Action[] {
  const young = [settings.createdAt, memberSince ?? now].some((since) => isYoung(since, now));
  const stage = stageLimits?.mailsPerUserPerDay;
  const own =
    settings.quota?.mailsPerUserPerDay ?? (young ? stage?.young : stage?.established) ?? limits.mailsPerDay;
  return [
    organizationMailCount({ orgId, now }),
    dayCount(userCountKey(actor.userId, 'MAILED', now.slice(0, 10)), 'mail-count', own, now, (seconds) =>
      fieldLimit(seconds, '/email', 'own_daily_limit', { limit: own }),
    ),
  ];
}

/** The action that counts an e-mail toward the daily limit of the organization. */
function organizationMailCount(
  { orgId, now }: Pick<Sender, 'orgId' | 'now'>,
  limit: number = limits.mailsPerDay,
): Action {
  return dayCount(mailCountKey(orgId, now.slice(0, 10)), 'mail-count', limit, now, (seconds) =>
    fieldLimit(seconds, '/email', 'daily_limit', { limit }),
  );
}

/** The action that counts an e-mail that no member asked for. */
export const automaticMailCount = (sender: Automatic): Action =>
  organizationMailCount(sender, mostOfNobody(sender, limits.mailsPerDay));

/** The actions that count an invitation for which a contact asked. What strangers ask for has counts of its own. */
export function requestCounts(sender: Automatic, contactId: string): Action[] {
  const { orgId, now } = sender;
  const count = (id: string | undefined, limit: number) =>
    dayCount(
      portalRequestCountKey(orgId, id, now.slice(0, 10)),
      'portal-request-count',
      limit,
      now,
      (seconds) => fieldLimit(seconds, '/email', 'daily_limit', { limit }),
    );
  return [
    count(contactId, limits.portalRequestsPerContact),
    count(undefined, mostOfNobody(sender, limits.portalRequestsPerDay)),
  ];
}

type Automatic = Pick<Sender, 'orgId' | 'settings' | 'now'>;

/** The most e-mails a day that no member asked for. As long as an organization is new, there can be fewer. */
export function mostOfNobody({ settings, now }: Pick<Automatic, 'settings' | 'now'>, most: number): number {
  if (!isYoung(settings.createdAt, now)) return most;
  return Math.min(settings.quota?.mailsPerUserPerDay ?? stageLimits?.mailsPerUserPerDay.young ?? most, most);
}

const isYoung = (since: string, now: string): boolean =>
  Date.parse(now) - Date.parse(since) < limits.youngDays * 86_400_000;
