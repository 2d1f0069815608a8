import type { Money } from '#contract/field.ts';
import { lead, type Lead } from '#contract/lead.ts';
import { scoreLead } from '#contract/lead-score.ts';
import { leadFacts } from '../analytics/lead-facts.ts';
import type { OrganizationSettings } from '../organization.ts';
import { fold, keyText, wordsOf } from '../words.ts';
import { sortableNumber } from './definition.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

type LeadRecord = Lead & AnyRecord;

/** The reason goes when the lead leaves the statuses that mean disqualified. */
function keep(
  { statusId }: LeadRecord,
  before: LeadRecord | undefined,
  { settings }: { settings: OrganizationSettings },
): Record<string, unknown> {
  if (before?.statusId === statusId) return {};
  const meaning = settings.leadStatuses.find(({ id }) => id === statusId)?.meaning;
  return meaning === 'disqualified' ? {} : { disqualifiedReason: null };
}

/** Bounds are in the organization's currency; nothing tells what an amount in another one is worth. */
const comparableMinor = (money: Money | undefined, { currency }: OrganizationSettings): number | undefined =>
  money?.currency === currency ? money.amountMinor : undefined;

/** How leads lie in the table. */
const definition: RecordDefinition<LeadRecord> = {
  type: lead,
  schema: 1,
  projection: 5,
  upgrades: [],
  unique: [],
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
  searchWords: (record) =>
    wordsOf({
      names: [record.firstName, record.lastName],
      companies: [record.company],
      emails: [record.email],
      phones: (record.phones ?? []).map((phone) => phone.number),
    }),
  searchDetail: (record) => record.company ?? record.email,
  countedBy: 'statusId',
  countedEach: ['tagIds'],
  isKnownTo: ({ statusId }, { leadStatuses }) => leadStatuses.some(({ id }) => id === statusId),
  facts: leadFacts,
  factsOfActivities: true,
  numbers: {
    n1: (record, settings) => comparableMinor(record.budgetMin, settings),
    n2: (record, settings) => comparableMinor(record.budgetMax, settings),
    n3: (record) => record.score,
  },
  // A lead's range crosses a bound unless it ends before it or begins after it; an open end reaches on.
  bounds: {
    budgetFrom: { number: 'n2', is: 'atLeast', openWith: 'n1' },
    budgetTo: { number: 'n1', is: 'atMost', openWith: 'n2' },
    scoreFrom: { number: 'n3', is: 'atLeast' },
    scoreTo: { number: 'n3', is: 'atMost' },
  },
  keep,
  derive: (record, settings) => ({
    fullName: [record.firstName, record.lastName].filter(Boolean).join(' '),
    score: scoreLead(record, settings.leadWeights, settings.currency),
  }),
  check: ({ budgetMin, budgetMax }) => {
    if (!budgetMin || !budgetMax) return undefined;
    if (budgetMin.currency !== budgetMax.currency)
      return { field: 'budgetMax/currency', code: 'not_a_choice' };
    return budgetMin.amountMinor > budgetMax.amountMinor
      ? { field: 'budgetMax', code: 'too_small' }
      : undefined;
  },
};

export const leadRecords = definition as unknown as RecordDefinition;
