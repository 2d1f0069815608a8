import { dateIn } from '../values/day.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Organization } from '#contract/organization.ts';
import { isGivenUp } from '../organization/recount.ts';
import { noValue } from '../store/keys.ts';
import type { Fact } from './facts.ts';

type Counted = Pick<Lead, 'sourceId' | 'statusId' | 'convertedAt'> & { createdAt: string };

/**
 * The facts of a lead on its creation day: created (`n`), converted (`v`), disqualified (`x`), and answered (`r`,
 * after `rt` seconds) by its first activity.
 */
export function leadFacts(
  lead: Counted,
  settings: Organization,
  firstActivityAt: string | undefined,
): Fact[] {
  const status = settings.leadStatuses.find(({ id }) => id === lead.statusId);
  const amounts = {
    n: 1,
    ...(lead.convertedAt ? { v: 1 } : {}),
    ...(isGivenUp(status) ? { x: 1 } : {}),
    ...(firstActivityAt === undefined ? {} : answered(lead.createdAt, firstActivityAt)),
  };
  const day = dateIn(settings.timeZone, lead.createdAt);
  return [
    { family: 'l', day, part: '', amounts },
    { family: 's', day, part: lead.sourceId ?? noValue, amounts },
  ];
}

function answered(createdAt: string, at: string): Record<string, number> {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(createdAt)) / 1000));
  return seconds > 0 ? { r: 1, rt: seconds } : { r: 1 };
}
