import { leadMergeRefusal } from '#contract/merge-refusal.ts';
import { lead, type Lead } from '#contract/records/lead.ts';
import { scoreLead } from '#contract/lead-score.ts';
import { leadFacts } from '../counters/lead-facts.ts';
import { leadTallies } from '../counters/lead-tallies.ts';
import { isClosed } from '../organization/recount.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { present, type RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

/**
 * Removes the reason for disqualification when the lead leaves the disqualified statuses, and sets when the lead was
 * closed. Another status that also closes it changes nothing.
 */
function keep(
  { statusId }: Lead,
  before: Lead | undefined,
  { now, settings }: { now: string; settings: OrganizationSettings },
): Record<string, unknown> {
  if (before?.statusId === statusId) return {};
  const statusOf = (id: string | undefined) => settings.leadStatuses.find((status) => status.id === id);
  const status = statusOf(statusId);
  const wasClosed = isClosed(statusOf(before?.statusId));
  return {
    ...(status?.meaning === 'disqualified' ? {} : { disqualifiedReason: null }),
    ...(isClosed(status) ? (wasClosed ? {} : { closedAt: now }) : { closedAt: null }),
  };
}

const plain = plainDefinition<Lead>(lead);

export const leadRecords: RecordDefinition<Lead> = {
  ...plain,
  projection: 8,
  lists: [{ index: 'g1', sort: 'createdAt' }],
  sorts: { createdAt: (record) => record.createdAt },
  search: {
    terms: (record) => ({
      texts: [record.firstName, record.lastName, record.company],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
    detail: (record) => record.company ?? record.email,
  },
  derive: (record, settings) => {
    const { convertedAt } = record as Lead;
    return {
      ...plain.derive(record, settings),
      score: scoreLead(record, settings.leadWeights, settings.currency),
      ...(convertedAt ? { closedAt: convertedAt } : {}),
    };
  },
  filledIn: { keep },
  counting: {
    byDay: true,
    isKnownTo: ({ statusId }, { leadStatuses }) => leadStatuses.some(({ id }) => id === statusId),
    tallies: leadTallies,
    facts: leadFacts,
    factsOfActivities: () => ({}),
  },
  waiting: ({ createdAt, closedAt, statusId, activityCount = 0, lastDoneAt }) =>
    closedAt === undefined && activityCount === 0
      ? { from: createdAt, values: { statusId, activityCount, ...present({ lastDoneAt }) } }
      : undefined,
  rules: {
    mayMerge: leadMergeRefusal,
    check: ({ budgetMin, budgetMax }) => {
      if (!budgetMin || !budgetMax) return undefined;
      if (budgetMin.currency !== budgetMax.currency)
        return { field: 'budgetMax/currency', code: 'not_a_choice' };
      return budgetMin.amountMinor > budgetMax.amountMinor
        ? { field: 'budgetMax', code: 'range_order' }
        : undefined;
    },
  },
};
