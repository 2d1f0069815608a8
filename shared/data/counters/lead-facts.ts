import { dateIn } from '../values/day.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Organization } from '#contract/organization.ts';
import { isDisqualified } from '../organization/recount.ts';
import { noValue } from '../store/keys.ts';
import { factOf, secondsBetween, type ActivitiesSeen, type Fact } from './facts.ts';

type Counted = Pick<Lead, 'sourceId' | 'statusId' | 'convertedAt'> & { createdAt: string };

/** The facts of a lead, on its creation day. A lead counts as answered if an activity was logged, even with a date to come, or planned and done. */
export function leadFacts(lead: Counted, settings: Organization, { firstAt }: ActivitiesSeen): Fact[] {
  const status = settings.leadStatuses.find(({ id }) => id === lead.statusId);
  const amounts = {
    created: 1,
    converted: lead.convertedAt ? 1 : 0,
    disqualified: isDisqualified(status) ? 1 : 0,
    answered: firstAt === undefined ? 0 : 1,
    answerSeconds: firstAt === undefined ? 0 : secondsBetween(lead.createdAt, firstAt),
  };
  const day = dateIn(settings.timeZone, lead.createdAt);
  return [factOf('leads', day, '', amounts), factOf('leadSources', day, lead.sourceId ?? noValue, amounts)];
}
