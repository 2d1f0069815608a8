import type { Condition, Filter } from './lists/filter-tree.ts';
import type { Organization } from './organization.ts';
import type { Permission } from './permission.ts';
import { staleDays } from './stale-days.ts';
import type { StatusMeaning } from './status.ts';
import { usualStaleDays } from './usual-patience.ts';

/** The record types whose records can wait for their owner, in the order in which they are shown. */
export const waitingTypes = ['lead', 'deal', 'quote', 'invoice', 'issue'] as const;
export type WaitingType = (typeof waitingTypes)[number];

/** Which records of a type wait for the user, as a question to their list, and what is shown of them. */
export interface WaitingSection {
  type: WaitingType;
  filter: Filter;
  /** The column by which they are sorted, from the earliest on. */
  sort: string;
  /** The columns of the rows. */
  columns: readonly string[];
}

/** How many records of a type are shown. */
export const waitingShown = 3;

/** Quotes wait from this number of days before their last day. */
const expiryDays = 7;

const mine: Condition = { field: 'ownerId', op: 'anyOf', value: ['me'] };
const isEmpty = (field: string): Condition => ({ field, op: 'isEmpty' });
const before = (field: string, days: number): Condition => ({ field, op: 'before', value: { days } });

/** Whether the status in `field` has one of the meanings. Undefined if the organization has no such status. */
function meant(
  entries: readonly { id: string; meaning?: StatusMeaning | undefined }[],
  meanings: readonly StatusMeaning[],
): Condition | undefined {
  const ids = entries.filter(({ meaning }) => meaning && meanings.includes(meaning)).map(({ id }) => id);
  return ids.length > 0 ? { field: 'statusId', op: 'anyOf', value: ids } : undefined;
}

/** The most numbers of days besides the usual one for which the filter has room. */
const numbersMost = 8;

/** Deals that are in their stage for longer than its number of days: in stages with a number of their own, and in others. */
function staleIn(stale: ReadonlyMap<string, number>): Condition[][] {
  const others = [...stale].filter(([, days]) => days !== usualStaleDays);
  const byDays = [...Map.groupBy(others, ([, days]) => days)].slice(0, numbersMost);
  const inStages = (op: 'anyOf' | 'noneOf', stages: typeof others): Condition => ({
    ...{ field: 'stageId', op },
    value: stages.map(([id]) => id),
  });
  const named = byDays.flatMap(([, stages]) => stages);
  return [
    [...(named.length > 0 ? [inStages('noneOf', named)] : []), before('stageSince', -usualStaleDays)],
    ...byDays.map(([days, stages]) => [inStages('anyOf', stages), before('stageSince', -days)]),
  ];
}

/** Open deals of the user with one of these sets of conditions. Filters have two levels of groups. */
function openDealsWith(sets: readonly Condition[][]): Filter {
  const always: Condition[] = [mine, { field: 'outcome', op: 'anyOf', value: ['open'] }];
  const single = sets.flatMap((set) => (set.length === 1 ? set : []));
  return single.length === sets.length
    ? { and: [...always, { or: single }] }
    : { or: sets.map((set) => ({ and: [...always, ...set] })) };
}

/** Leads that nobody has answered, of those with an open status. Notes are no answers, completed plans are. */
const leadsWaiting = (open: Condition, seesTasks: boolean): WaitingSection => ({
  type: 'lead',
  filter: {
    and: [
      ...[mine, open, isEmpty('closedAt'), { field: 'activityCount', op: 'is', value: 0 } as const],
      ...(seesTasks ? [isEmpty('lastDoneAt')] : []),
    ],
  },
  sort: 'createdAt',
  columns: ['fullName', 'company', 'phones', 'createdAt', 'ownerId'],
});

/** Deals without a next step, past their closing date, or in their stage for long. */
const dealsWaiting = (organization: Settings, seesTasks: boolean): WaitingSection => ({
  type: 'deal',
  filter: openDealsWith([
    ...(seesTasks ? [[isEmpty('nextTaskAt')]] : []),
    [before('closeDate', 0)],
    ...staleIn(staleDays(organization)),
  ]),
  sort: 'closeDate',
  columns: [
    ...['title', 'customerId', 'value', 'closeDate', 'stageId', 'stageSince', 'createdAt', 'ownerId'],
    ...(seesTasks ? ['nextTaskAt'] : []),
  ],
});

type Settings = Pick<Organization, 'leadStatuses' | 'quoteStatuses' | 'invoiceStatuses' | 'pipelines'>;

/** What can wait for a user with these permissions: one section for each type that the user may read. */
export function waitingSections(
  organization: Settings,
  may: (permission: Permission) => boolean,
): WaitingSection[] {
  const unanswered = meant(organization.leadStatuses, ['open', 'qualified']);
  const sent = meant(organization.quoteStatuses, ['sent']);
  const overdue = meant(organization.invoiceStatuses, ['overdue']);
  const seesTasks = may('task:read');
  const sections: (WaitingSection | undefined)[] = [
    unanswered && leadsWaiting(unanswered, seesTasks),
    dealsWaiting(organization, seesTasks),
    sent && {
      type: 'quote',
      filter: { and: [mine, sent, before('validUntil', expiryDays + 1)] },
      sort: 'validUntil',
      columns: ['code', 'customerId', 'total', 'validUntil', 'ownerId'],
    },
    overdue && {
      type: 'invoice',
      filter: { and: [mine, overdue] },
      sort: 'dueOn',
      columns: ['title', 'customerId', 'total', 'dueOn', 'ownerId'],
    },
    {
      type: 'issue',
      filter: { and: [mine, isEmpty('resolvedAt'), before('dueAt', 1)] },
      sort: 'dueAt',
      columns: ['code', 'subject', 'customerId', 'dueAt', 'ownerId'],
    },
  ];
  return sections.flatMap((section) => (section && may(`${section.type}:read`) ? [section] : []));
}
