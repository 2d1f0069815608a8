import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { daysApart } from '#lib/i18n/days.ts';
import { dayKey, formatDue } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
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
/** Leads that wait for longer stand out. */
const patienceDays = 1;

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

const dealReasons: TodaySection['reasons'] = (row, today) => {
  const close = row.closeDate as string | undefined;
  const days = since(row.stageSince ?? row.createdAt, today);
  return [
    ...(close && close < today ? [{ text: t.today.pastClose(daysApart(close, today)), isLate: true }] : []),
    ...(row.nextTaskAt ? [] : [{ text: t.today.noStep }]),
    ...(days > staleDays ? [{ text: t.today.inStage(days) }] : []),
  ];
};

/** Leads that nobody has answered, of those with an open status. Notes are no answers. */
const leadsWaiting = (open: Condition): TodaySection => ({
  type: 'lead',
  filter: { and: [mine, open, isEmpty('convertedAt'), { field: 'activityCount', op: 'is', value: 0 }] },
  sort: 'createdAt',
  columns: ['fullName', 'company', 'phones', 'createdAt', 'ownerId'],
  reasons: ({ createdAt }, today) => {
    const days = since(createdAt, today);
    return [{ text: t.today.waiting(days), isLate: days > patienceDays }];
  },
});

/** What can wait for the user, of the types that the user may read. */
export function sectionsOf(workspace: Workspace): TodaySection[] {
  const { leadStatuses, quoteStatuses, invoiceStatuses } = workspace.organization;
  const unanswered = meant(leadStatuses, ['open', 'qualified']);
  const sent = meant(quoteStatuses, ['sent']);
  const overdue = meant(invoiceStatuses, ['overdue']);
  const seesTasks = may(workspace, 'task:read');
  const sections: (TodaySection | undefined)[] = [
    unanswered && leadsWaiting(unanswered),
    {
      type: 'deal',
      filter: {
        and: [
          mine,
          { field: 'outcome', op: 'anyOf', value: ['open'] },
          {
            or: [
              ...(seesTasks ? [isEmpty('nextTaskAt')] : []),
              before('closeDate', 0),
              before('stageSince', -staleDays),
            ],
          },
        ],
      },
      sort: 'closeDate',
      columns: [
        ...['title', 'customerId', 'value', 'closeDate', 'stageSince', 'createdAt', 'ownerId'],
        ...(seesTasks ? ['nextTaskAt'] : []),
      ],
      reasons: seesTasks ? dealReasons : (row, today) => dealReasons({ ...row, nextTaskAt: today }, today),
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
