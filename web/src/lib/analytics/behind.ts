import { dayParameters } from '#contract/day-of.ts';
import type { Condition, Filter } from '#contract/lists/filter-tree.ts';
import { listLimits } from '#contract/lists/list-limits.ts';
import type { Stage } from '#contract/stage.ts';
import type { StatusMeaning } from '#contract/status.ts';
import { addressOf } from '#lib/api/address.ts';
import { addDays } from '#lib/i18n/days.ts';
import { simplified } from '#lib/records/conditions.ts';
import { filterText, readableQuery } from '#lib/records/filter-address.ts';
import { may, type Workspace } from '#lib/workspace.ts';

/** The records that a number in a report counts, described by list filters. */
interface RecordsBehind {
  records: 'deal' | 'lead' | 'customer';
  /** Which date must be in the report's period: the creation date, the close date, or when a lead was closed. */
  day: 'created' | 'close' | 'closed';
  /** Includes only deals in stages, or leads with statuses, that have one of these meanings. */
  meanings?: readonly (Stage['meaning'] | StatusMeaning)[];
  /** Whether to include only converted leads. */
  isConverted?: true;
  /** Whether to include only leads with at least one activity. */
  isAnswered?: true;
  /** For a funnel stage: deals that reached at least this stage, or that went no further. */
  came?: 'atLeast' | 'noFurther';
}
/** Days since a date, both included. A bound that is left out is open. */
interface Age {
  least?: number;
  most?: number;
}
/** Invoices, credit notes or payments in the currency of a report. */
interface DocumentsBehind {
  records: 'invoice' | 'payment';
  /** Which date must be in the period: the date of issue, the due date, or the day on which money was received. */
  day: 'issued' | 'due' | 'received';
  /** Statuses tell drafts, void invoices and credit notes from invoices that count. */
  meanings: readonly StatusMeaning[];
  /** The days that have passed since that date. Then there is no other period. */
  age?: Age;
}
/** Issues on the days of one of their dates. */
interface IssuesBehind {
  records: 'issue';
  day: 'created' | 'firstAnswered' | 'resolved' | 'rated';
  /** Includes only those of which this is true. */
  only?: 'firstAnswerInTime' | 'resolutionInTime' | 'satisfied';
  meanings?: undefined;
}
/** What was logged, or planned and done: of all kinds if `kind` is undefined. */
interface ActivitiesBehind {
  records: 'activity';
  kind?: string;
}
/** Activities that were planned for days of the period. */
interface PlansBehind {
  records: 'plannedActivity';
  /** Includes only those that are done. */
  isDone?: true;
}
export type Behind = RecordsBehind | DocumentsBehind | IssuesBehind | ActivitiesBehind | PlansBehind;

/** Additional filters of a report or of one of its parts, named like the fields of records. */
export interface Narrowed {
  ownerId?: string | undefined;
  teamOf?: string | undefined;
  pipelineId?: string | undefined;
  sourceId?: string | undefined;
  statusId?: string | undefined;
  customerId?: string | undefined;
  methodId?: string | undefined;
  /** Of activities. */
  kindId?: string | undefined;
  outcomeId?: string | undefined;
  priorityId?: string | undefined;
  productIds?: string | undefined;
  taxRates?: string | undefined;
  withholdingRates?: string | undefined;
  /** The currency of invoices and payments. */
  currency?: string | undefined;
  furthestStageId?: readonly string[] | undefined;
  /** Only deals whose values totals leave out. */
  counting?: 'uncounted' | undefined;
}

/** Days of a list. An end that is left out is open. */
interface Period {
  from?: string | undefined;
  to?: string | undefined;
}

const plurals = {
  deal: 'deals',
  lead: 'leads',
  customer: 'customers',
  invoice: 'invoices',
  payment: 'payments',
  issue: 'issues',
};
const dayFields = {
  created: 'createdAt',
  close: 'closeDate',
  closed: 'closedAt',
  issued: 'issuedOn',
  due: 'dueOn',
  received: 'receivedOn',
  firstAnswered: 'firstAnsweredAt',
  resolved: 'resolvedAt',
  rated: 'satisfactionAt',
};

/**
 * Deals that are in a stage with one of the meanings and were closed in the period. For open deals, the expected close
 * date counts.
 */
export const dealsOf = (...meanings: Stage['meaning'][]): Behind => ({
  records: 'deal',
  day: 'close',
  meanings,
});
export const leadsMade: RecordsBehind = { records: 'lead', day: 'created' };
/** Invoices that were issued and aren't void. */
export const invoicesIssued: Behind = {
  records: 'invoice',
  day: 'issued',
  meanings: ['open', 'overdue', 'paid', 'credited'],
};
/** Credit notes. No invoice has their status. */
export const creditNotesIssued: Behind = { records: 'invoice', day: 'issued', meanings: ['issued'] };
/** Payments that weren't canceled and aren't pending. */
export const paymentsReceived: Behind = {
  records: 'payment',
  day: 'received',
  meanings: ['received', 'refunded'],
};
/** Invoices with something left to pay, by the days since their due date. */
export const invoicesUnpaid = (age: Age = {}): Behind => ({
  records: 'invoice',
  day: 'due',
  meanings: ['open', 'overdue'],
  age,
});
/** Issues that were opened, first answered, resolved or rated on a day, or those of them that were in time or good. */
export const issuesOn = (day: IssuesBehind['day'], only?: IssuesBehind['only']): Behind => ({
  records: 'issue',
  day,
  ...(only ? { only } : {}),
});
export const leadsClosed: RecordsBehind = { records: 'lead', day: 'closed' };

/** Which records a number counts, as their list is asked for them. */
interface QuestionBehind {
  filter?: Filter | undefined;
  teamOf?: string | undefined;
}

/** The records that a number counts; undefined if no list can show them or the user has no access. */
export function questionBehind(
  workspace: Workspace,
  behind: Exclude<Behind, ActivitiesBehind | PlansBehind>,
  period: Period | undefined,
  narrowed: Narrowed = {},
): QuestionBehind | undefined {
  const { records, meanings } = behind;
  if (!may(workspace, `${records}:read`)) return undefined;
  const meant = entriesOf(workspace, records, narrowed)
    .filter(({ meaning }) => meaning && meanings?.includes(meaning))
    .map(({ id }) => id);
  const { teamOf, currency, ...fields } = narrowed;
  const conditions = [
    ...Object.entries(fields).flatMap(([field, value]) => conditionOf(field, [value ?? []].flat())),
    ...(meanings ? conditionOf(records === 'deal' ? 'stageId' : 'statusId', meant) : []),
    ...currencyOf(behind, currency),
    ...periodOf(workspace, behind, period),
  ];
  const counts = conditions.map((one) => ('value' in one && Array.isArray(one.value) ? one.value.length : 1));
  if (Math.max(...counts) > listLimits.valuesPerCondition) return undefined;
  return { filter: simplified({ and: conditions }), teamOf };
}

/** Link to the list of records that a number counts; undefined if no list can show them or the user has no access. */
export function listBehind(
  workspace: Workspace,
  behind: Behind,
  period: Period | undefined,
  narrowed: Narrowed = {},
): string | undefined {
  if (behind.records === 'activity') return historyBehind(workspace, behind, period, narrowed);
  if (behind.records === 'plannedActivity') return plansBehind(workspace, behind, period, narrowed);
  const { records, day } = behind;
  const question = questionBehind(workspace, behind, period, narrowed);
  if (!question) return undefined;
  const { filter, teamOf } = question;
  // Undated deals are shown first in lists without a period, except in those of a customer, which are few.
  const sort = `-${dayFields[!period && narrowed.customerId ? 'created' : day]}`;
  const query = new URLSearchParams({
    ...(records === 'deal' ? { view: 'list' } : {}),
    ...(filter ? { filter: filterText(filter) } : {}),
    ...(teamOf ? { teamOf } : {}),
    sort,
  });
  return `${workspace.base}/${plurals[records]}?${readableQuery(query)}`;
}

/** A condition that a field has one of some ids. `none` stands for records without a value. */
function conditionOf(field: string, ids: readonly string[]): Condition[] {
  if (ids.length === 0) return [];
  return ids.includes('none') ? [{ field, op: 'isEmpty' }] : [{ field, op: 'anyOf', value: [...ids] }];
}

function currencyOf({ records }: { records: string }, currency: string | undefined): Condition[] {
  if (currency === undefined) return [];
  if (records === 'invoice') return [{ field: 'currency', op: 'is', value: currency }];
  return [{ field: 'amount', op: 'atLeast', value: { amountMinor: 0, currency } }];
}

/** The days on which a date was for its age to be within bounds today. */
export const daysOf = ({ least, most }: Age, today: string): Period => ({
  from: most === undefined ? undefined : addDays(today, -most),
  to: least === undefined ? undefined : addDays(today, -least),
});

/** Somebody has logged an activity on a lead or, as far as the user can know, has done one that was planned. */
function answered(workspace: Workspace): Filter {
  const isLogged: Condition = { field: 'lastActivityAt', op: 'isNotEmpty' };
  if (!may(workspace, 'task:read')) return isLogged;
  return { or: [isLogged, { field: 'lastDoneAt', op: 'isNotEmpty' }] };
}

/** The conditions on dates and activities. */
function periodOf(
  workspace: Workspace,
  behind: RecordsBehind | DocumentsBehind | IssuesBehind,
  { from, to }: Period = {},
): Filter[] {
  return [
    ...within(dayFields[behind.day], { from, to }),
    ...('isConverted' in behind ? [{ field: 'convertedAt', op: 'isNotEmpty' } as const] : []),
    ...('only' in behind ? conditionOf(behind.only, ['true']) : []),
    ...('isAnswered' in behind ? [answered(workspace)] : []),
  ];
}

function within(field: string, { from, to }: Period): Condition[] {
  if (from !== undefined && to !== undefined) return [{ field, op: 'between', value: [from, to] }];
  return [
    ...(from === undefined ? [] : [{ field, op: 'onOrAfter', value: from } as const]),
    ...(to === undefined ? [] : [{ field, op: 'onOrBefore', value: to } as const]),
  ];
}

/** The list of activities that were planned for a period. */
function plansBehind(
  workspace: Workspace,
  { isDone }: PlansBehind,
  period: Period = {},
  { kindId, ownerId, teamOf }: Narrowed,
): string | undefined {
  if (!may(workspace, 'task:read')) return undefined;
  const conditions = [
    ...(kindId === undefined ? [] : conditionOf('kindId', [kindId])),
    ...(ownerId === undefined ? [] : conditionOf('ownerId', [ownerId])),
    ...(isDone ? conditionOf('done', ['true']) : []),
    ...within('dueAt', period),
  ];
  const filter = simplified({ and: conditions });
  const query = new URLSearchParams({
    ...(filter ? { filter: filterText(filter) } : {}),
    ...(teamOf && ownerId === undefined ? { teamOf } : {}),
    sort: '-dueAt',
  });
  return `${workspace.base}/activities?${readableQuery(query)}`;
}

function historyBehind(
  workspace: Workspace,
  { kind }: ActivitiesBehind,
  period: Period | undefined,
  { ownerId: userId, teamOf, kindId, outcomeId }: Narrowed,
): string | undefined {
  if (!may(workspace, 'analytics:read')) return undefined;
  const { from, to } = dayParameters('date');
  return addressOf(
    { path: `${workspace.base}/tasks` },
    {
      view: 'history',
      kind,
      kindId,
      outcomeId,
      userId,
      teamOf: userId ? undefined : teamOf,
      [from]: period?.from,
      [to]: period?.to,
    },
  );
}

/** The stages or statuses of a type. */
function entriesOf(
  workspace: Workspace,
  records: Exclude<Behind['records'], 'activity' | 'plannedActivity'>,
  { pipelineId }: Narrowed,
): readonly { id: string; meaning?: Stage['meaning'] | StatusMeaning | undefined }[] {
  const { leadStatuses, invoiceStatuses, paymentStatuses } = workspace.organization;
  switch (records) {
    case 'deal':
      return stagesOf(workspace, pipelineId);
    case 'invoice':
      return invoiceStatuses;
    case 'payment':
      return paymentStatuses;
    default:
      return leadStatuses;
  }
}

const stagesOf = ({ organization }: Workspace, pipelineId: string | undefined): Stage[] =>
  organization.pipelines
    .filter(({ id }) => pipelineId === undefined || id === pipelineId)
    .flatMap(({ stages }) => stages);
