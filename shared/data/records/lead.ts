import type { Money } from '#contract/field.ts';
import { lead, type Lead } from '#contract/records/lead.ts';
import { scoreLead } from '#contract/lead-score.ts';
import { leadFacts } from '../counters/lead-facts.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import { fold, keyText, searchTermsOf } from '../values/search-terms.ts';
import { sortableNumber, type AnyRecord, type RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

type LeadRecord = Lead & AnyRecord;

/** Removes the reason for disqualification when the lead leaves the disqualified statuses. */
function keep(
  { statusId }: LeadRecord,
  before: LeadRecord | undefined,
  { settings }: { settings: OrganizationSettings },
): Record<string, unknown> {
  if (before?.statusId === statusId) return {};
  const meaning = settings.leadStatuses.find(({ id }) => id === statusId)?.meaning;
  return meaning === 'disqualified' ? {} : { disqualifiedReason: null };
}

/** Bounds are in the organization's currency, so amounts in other currencies can't be compared with them. */
const comparableMinor = (money: Money | undefined, { currency }: OrganizationSettings): number | undefined =>
  money?.currency === currency ? money.amountMinor : undefined;

const plain = plainDefinition<LeadRecord>(lead);

const definition: RecordDefinition<LeadRecord> = {
  ...plain,
  projection: 6,
  lists: [
    { index: 'g1', sort: 'createdAt' },
    { index: 'g2', sort: 'name' },
    { index: 'g3', sort: 'score' },
    { index: 'g4', by: 'statusId', sort: 'createdAt' },
    { index: 'g5', by: 'ownerId', sort: 'createdAt' },
    { index: 'g6', by: 'ownerId', sort: 'score' },
  ],
  sorts: {
    createdAt: (record) => record.createdAt,
    name: (record) => keyText(fold(record.fullName)),
    score: (record) => sortableNumber(record.score),
  },
  searchTerms: (record) =>
    searchTermsOf({
      names: [record.firstName, record.lastName],
      companies: [record.company],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
  searchDetail: (record) => record.company ?? record.email,
  numbers: {
    n1: (record, settings) => comparableMinor(record.budgetMin, settings),
    n2: (record, settings) => comparableMinor(record.budgetMax, settings),
    n3: (record) => record.score,
  },
  // A lead matches if its budget overlaps the requested range. If only its minimum or only its maximum is set, the
  // budget is open-ended on the other side.
  bounds: {
    budgetFrom: { number: 'n2', is: 'atLeast', openWith: 'n1' },
    budgetTo: { number: 'n1', is: 'atMost', openWith: 'n2' },
    scoreFrom: { number: 'n3', is: 'atLeast' },
    scoreTo: { number: 'n3', is: 'atMost' },
  },
  derive: (record, settings) => ({
    ...plain.derive(record, settings),
    score: scoreLead(record, settings.leadWeights, settings.currency),
  }),
  filledIn: { keep },
  counting: {
    isKnownTo: ({ statusId }, { leadStatuses }) => leadStatuses.some(({ id }) => id === statusId),
    facts: leadFacts,
    factsOfActivities: true,
  },
  rules: {
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

export const leadRecords = definition as unknown as RecordDefinition;
