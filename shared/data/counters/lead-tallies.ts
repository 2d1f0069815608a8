import type { Lead } from '#contract/records/lead.ts';
import type { Organization } from '#contract/organization.ts';
import { isClosed } from '../organization/recount.ts';
import { noValue } from '../store/keys.ts';
import { dateIn } from '../values/day.ts';
import { closedAttribute, monthGroup, ownerGroup, wholeGroup, type Tallies } from './groups.ts';

/**
 * A closed lead’s contribution to the counters of the month in which it was closed. They are in the items of the leads
 * created in that month, which the dashboard reads anyway.
 */
export function leadTallies(
  {
    statusId,
    convertedAt,
    closedAt,
    ownerId,
  }: Pick<Lead, 'statusId' | 'convertedAt' | 'closedAt' | 'ownerId'>,
  { timeZone, leadStatuses }: Organization,
): Tallies {
  const isOver = convertedAt !== undefined || isClosed(leadStatuses.find(({ id }) => id === statusId));
  if (!closedAt || !isOver) return {};
  const month = dateIn(timeZone, closedAt).slice(0, 7);
  const groups = [wholeGroup, ownerGroup(ownerId ?? noValue)];
  return Object.fromEntries(groups.map((group) => [monthGroup(group, month), { [closedAttribute]: 1 }]));
}
