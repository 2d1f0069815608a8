import { dateIn } from '../values/day.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Organization } from '#contract/organization.ts';
import { isDisqualified } from '../organization/recount.ts';
import { noValue } from '../store/keys.ts';
import { factOf, secondsBetween, type Fact } from './facts.ts';

type Counted = Pick<Lead, 'sourceId' | 'statusId' | 'convertedAt'> & { createdAt: string };

/** The facts of a lead, on its creation day. A lead counts as answered if it has an activity, even a planned one. */
export function leadFacts(
  lead: Counted,
  settings: Organization,
  firstActivityAt: string | undefined,
): Fact[] {
  const status = settings.leadStatuses.find(({ id }) => id === lead.statusId);
  const amounts = {
    created: 1,
    converted: lead.convertedAt ? 1 : 0,
    disqualified: isDisqualified(status) ? 1 : 0,
    answered: firstActivityAt === undefined ? 0 : 1,
    answerSeconds: firstActivityAt === undefined ? 0 : secondsBetween(lead.createdAt, firstActivityAt),
  };
  const day = dateIn(settings.timeZone, lead.createdAt);
  return [factOf('leads', day, '', amounts), factOf('leadSources', day, lead.sourceId ?? noValue, amounts)];
}
