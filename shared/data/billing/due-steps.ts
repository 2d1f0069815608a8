import { addDays, dateAfter, instantOf, localTimeIn, startOfDay } from '../values/day.ts';

/** What happens to an issued invoice at a time that follows from its due date. */
export interface DueStep {
  /** `end`: no later step is possible, whatever the billing settings become. */
  kind: 'reminder' | 'overdue' | 'end';
  at: string;
}

/** The hour of the day, in the organization's time zone, at which customers are reminded. */
const reminderHour = '09:00:00.000';
/** The hour of the day from which a reminder that is late waits for the next day. */
const nightHour = '20:00:00.000';
/** Days after the due date on which the latest reminder that settings allow was sent for sure. */
const lastDays = 121;

/**
 * The steps of an invoice in the order of their times: its reminders, given in days after the due date, and the start of
 * the day after the due date, when it is overdue.
 */
export function dueSteps(dueOn: string, reminderDays: readonly number[], timeZone: string): DueStep[] {
  const reminders = [...new Set(reminderDays)].map((days): DueStep => ({
    kind: 'reminder',
    at: instantOf(timeZone, `${addDays(dueOn, days)}T${reminderHour}`),
  }));
  const steps: DueStep[] = [
    ...reminders,
    { kind: 'overdue', at: startOfDay(timeZone, addDays(dueOn, 1)) },
    { kind: 'end', at: startOfDay(timeZone, addDays(dueOn, lastDays)) },
  ];
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

/** The first step after a time. */
export const nextStep = (steps: readonly DueStep[], after: string): DueStep | undefined =>
  steps.find(({ at }) => at > after);

/** The next reminder after a time. */
export const nextReminder = (steps: readonly DueStep[], after: string): DueStep | undefined =>
  steps.find(({ kind, at }) => kind === 'reminder' && at > after);

/** The last reminder whose time was over at the time of issue, so that it isn’t sent. */
export const skippedReminder = (steps: readonly DueStep[], issuedAt: string): DueStep | undefined =>
  steps.findLast(({ kind, at }) => kind === 'reminder' && at <= issuedAt);

/** Whether a reminder has become due after one time, until another one. If several have, one e-mail stands for all. */
export const isReminderDue = (steps: readonly DueStep[], after: string, until: string): boolean =>
  steps.some(({ kind, at }) => kind === 'reminder' && at > after && at <= until);

/**
 * The first time from `after` on at which a reminder can be sent: customers get none at night, also if it is late because
 * of a limit or an outage.
 */
export function daytimeFrom(timeZone: string, after: string): string {
  const [date = '', time = ''] = localTimeIn(timeZone, after).split('T');
  if (time >= reminderHour && time < nightHour) return after;
  return instantOf(timeZone, `${time < reminderHour ? date : dateAfter(date)}T${reminderHour}`);
}
