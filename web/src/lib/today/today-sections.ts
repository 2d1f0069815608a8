import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { daysApart } from '#lib/i18n/days.ts';
import { dayKey, formatDue } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { usualLeadAnswerHours, usualStaleDays } from '#contract/usual-patience.ts';
import { staleDays } from '#lib/records/deals/stale.ts';
import type { AnyRow } from '#lib/records/record-client.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** Why a record waits for its owner. */
export interface Reason {
  text: string;
  isLate?: boolean;
}

/** Records of one type that wait for their owner. */
export interface TodaySection {
  type: SectionType;
  filter: Filter;
  /** The column by which they are sorted, from the earliest on. */
  sort: string;
  /** The columns of the rows, besides the title. */
  columns: readonly string[];
  /** Why a row waits on a day (YYYY-MM-DD), most important reason first. */
  reasons: (row: AnyRow, today: string) => readonly Reason[];
}
export type SectionType = Extract<RecordTypeName, 'lead' | 'deal' | 'quote' | 'invoice' | 'issue'>;

/** Quotes are shown from this number of days before their last day. */
const expiryDays = 7;
const hourMilliseconds = 3_600_000;

const mine: Condition = { field: 'ownerId', op: 'anyOf', value: ['me'] };
const isEmpty = (field: string): Condition => ({ field, op: 'isEmpty' });
const before = (field: string, days: number): Condition => ({ field, op: 'before', value: { days } });
const since = (moment: unknown, today: string): number => daysApart(dayKey(String(moment)), today);

/** Whether the status in `field` has one of the meanings. Undefined if the organization has no such status. */
function meant(
  entries: readonly { id: string; meaning?: StatusMeaning | undefined }[],
  meanings: readonly StatusMeaning[],
): Condition | undefined {
  const ids = entries.filter(({ meaning }) => meaning && meanings.includes(meaning)).map(({ id }) => id);
  return ids.length > 0 ? { field: 'statusId', op: 'anyOf', value: ids } : undefined;
}

/** `stale` says after how many days in a stage its deals stand out. */
const dealReasons =
  (stale: ReadonlyMap<string, number>): TodaySection['reasons'] =>
  (row, today) => {
    const close = row.closeDate as string | undefined;
    const days = since(row.stageSince ?? row.createdAt, today);
    const isStale = days > (stale.get(String(row.stageId)) ?? usualStaleDays);
    return [
      ...(close && close < today ? [{ text: t.today.pastClose(daysApart(close, today)), isLate: true }] : []),
      ...(row.nextTaskAt ? [] : [{ text: t.today.noStep }]),
      ...(isStale ? [{ text: t.today.inStage(days) }] : []),
    ];
  };

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
const leadsWaiting = (open: Condition, answerHours: number, seesTasks: boolean): TodaySection => ({
  type: 'lead',
  filter: {
    and: [
      ...[mine, open, isEmpty('convertedAt'), { field: 'activityCount', op: 'is', value: 0 } as const],
      ...(seesTasks ? [isEmpty('lastDoneAt')] : []),
    ],
  },
  sort: 'createdAt',
  columns: ['fullName', 'company', 'phones', 'createdAt', 'ownerId'],
  reasons: ({ createdAt }, today) => {
    const isLate = Date.now() - Date.parse(createdAt) > answerHours * hourMilliseconds;
    return [{ text: t.today.waiting(since(createdAt, today)), isLate }];
  },
});

/** What can wait for the user, of the types that the user may read. */
export function sectionsOf(workspace: Workspace): TodaySection[] {
  const {
    leadStatuses,
    quoteStatuses,
    invoiceStatuses,
    leadAnswerHours = usualLeadAnswerHours,
  } = workspace.organization;
  const stale = staleDays(workspace);
  const reasons = dealReasons(stale);
  const unanswered = meant(leadStatuses, ['open', 'qualified']);
  const sent = meant(quoteStatuses, ['sent']);
  const overdue = meant(invoiceStatuses, ['overdue']);
  const seesTasks = may(workspace, 'task:read');
  const sections: (TodaySection | undefined)[] = [
    unanswered && leadsWaiting(unanswered, leadAnswerHours, seesTasks),
    {
      type: 'deal',
      filter: openDealsWith([
        ...(seesTasks ? [[isEmpty('nextTaskAt')]] : []),
        [before('closeDate', 0)],
        ...staleIn(stale),
      ]),
      sort: 'closeDate',
      columns: [
        ...['title', 'customerId', 'value', 'closeDate', 'stageId', 'stageSince', 'createdAt', 'ownerId'],
        ...(seesTasks ? ['nextTaskAt'] : []),
      ],
      reasons: seesTasks ? reasons : (row, today) => reasons({ ...row, nextTaskAt: today }, today),
    },
    sent && {
      type: 'quote',
      filter: { and: [mine, sent, before('validUntil', expiryDays + 1)] },
      sort: 'validUntil',
      columns: ['code', 'customerId', 'total', 'validUntil', 'ownerId'],
      reasons: ({ validUntil }, today) => {
        const days = Math.max(0, daysApart(today, String(validUntil)));
        return [{ text: t.today.expires(days), isLate: days === 0 }];
      },
    },
    overdue && {
      type: 'invoice',
      filter: { and: [mine, overdue] },
      sort: 'dueOn',
      columns: ['title', 'customerId', 'total', 'dueOn', 'ownerId'],
      reasons: ({ dueOn }, today) => [
        { text: t.today.overdue(Math.max(1, daysApart(String(dueOn), today))), isLate: true },
      ],
    },
    {
      type: 'issue',
      filter: { and: [mine, isEmpty('resolvedAt'), before('dueAt', 1)] },
      sort: 'dueAt',
      columns: ['code', 'subject', 'customerId', 'dueAt', 'ownerId'],
      reasons: ({ dueAt }) => {
        const at = String(dueAt);
        return [{ text: formatDue(at), isLate: Date.parse(at) < Date.now() }];
      },
    },
  ];
  return sections.flatMap((section) => (section && may(workspace, `${section.type}:read`) ? [section] : []));
}
