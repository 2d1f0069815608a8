import { staleDays } from '#contract/stale-days.ts';
import { usualLeadAnswerHours, usualStaleDays } from '#contract/usual-patience.ts';
import { waitingSections, type WaitingSection, type WaitingType } from '#contract/waiting.ts';
import { daysApart } from '#lib/i18n/days.ts';
import { dayKey, formatDue } from '#lib/i18n/format.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { AnyRow } from '#lib/records/record-client.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** Why a record waits for its owner. */
export interface Reason {
  text: string;
  isLate?: boolean;
}

/** Why a row waits on a day (YYYY-MM-DD), most important reason first. */
type Reasons = (row: AnyRow, today: string) => readonly Reason[];

/** Records of one type that wait for their owner. */
export interface TodaySection extends WaitingSection {
  reasons: Reasons;
}

const hourMilliseconds = 3_600_000;
const since = (moment: unknown, today: string): number => daysApart(dayKey(String(moment)), today);

/** `stale` says after how many days in a stage its deals stand out. */
const dealReasons =
  (stale: ReadonlyMap<string, number>, seesTasks: boolean): Reasons =>
  (row, today) => {
    const close = row.closeDate as string | undefined;
    const days = since(row.stageSince ?? row.createdAt, today);
    const isStale = days > (stale.get(String(row.stageId)) ?? usualStaleDays);
    return [
      ...(close && close < today ? [{ text: t.today.pastClose(daysApart(close, today)), isLate: true }] : []),
      ...(row.nextTaskAt || !seesTasks ? [] : [{ text: t.today.noStep }]),
      ...(isStale ? [{ text: t.today.inStage(days) }] : []),
    ];
  };

function reasonsOf(workspace: Workspace): Record<WaitingType, Reasons> {
  const { organization } = workspace;
  const { leadAnswerHours = usualLeadAnswerHours } = organization;
  return {
    lead: ({ createdAt }, today) => {
      const isLate = Date.now() - Date.parse(createdAt) > leadAnswerHours * hourMilliseconds;
      return [{ text: t.today.waiting(since(createdAt, today)), isLate }];
    },
    deal: dealReasons(staleDays(organization), may(workspace, 'task:read')),
    quote: ({ validUntil }, today) => {
      const days = Math.max(0, daysApart(today, String(validUntil)));
      return [{ text: t.today.expires(days), isLate: days === 0 }];
    },
    invoice: ({ dueOn }, today) => [
      { text: t.today.overdue(Math.max(1, daysApart(String(dueOn), today))), isLate: true },
    ],
    issue: ({ dueAt }) => {
      const at = String(dueAt);
      return [{ text: formatDue(at), isLate: Date.parse(at) < Date.now() }];
    },
  };
}

/** What can wait for the user, of the types that the user may read. */
export function sectionsOf(workspace: Workspace): TodaySection[] {
  const reasons = reasonsOf(workspace);
  return waitingSections(workspace.organization, (permission) => may(workspace, permission)).map(
    (section) => ({ ...section, reasons: reasons[section.type] }),
  );
}
