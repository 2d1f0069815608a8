import type { Support } from '#contract/support.ts';
import { afterWorkingTime, workingTimeBetween, type Schedule } from '../values/working-time.ts';

/** What an issue's status means to its clock. */
export type IssueState = 'open' | 'inProgress' | 'waiting' | 'resolved' | 'closed';

/** The values of an issue that its clock sets. Durations are working time in milliseconds. */
export interface Clock {
  /** The working time until `clockSince` or, if the clock has stopped, in total. */
  clockMs?: number | undefined;
  /** Since when the clock has been running; undefined while it is stopped. */
  clockSince?: string | undefined;
  firstAnsweredAt?: string | undefined;
  firstAnswerMs?: number | undefined;
  /** When the issue was resolved, or closed without that. */
  resolvedAt?: string | undefined;
  resolutionMs?: number | undefined;
  /** When the first answer and the resolution are due. They have no due time while the clock is stopped. */
  firstAnswerDueAt?: string | undefined;
  resolutionDueAt?: string | undefined;
  /** Whether the first answer and the resolution came in time; undefined if they had no target. */
  firstAnswerInTime?: boolean | undefined;
  resolutionInTime?: boolean | undefined;
}

const clockFields = [
  'clockMs',
  'clockSince',
  'firstAnsweredAt',
  'firstAnswerMs',
  'firstAnswerInTime',
  'firstAnswerDueAt',
  'resolvedAt',
  'resolutionMs',
  'resolutionInTime',
  'resolutionDueAt',
] as const satisfies (keyof Clock)[];

/** The values of an issue with this clock; null removes one. */
export const clockValues = (clock: Clock): Record<(typeof clockFields)[number], unknown> =>
  Object.fromEntries(clockFields.map((name) => [name, clock[name] ?? null])) as never;

/** What the clock of an issue follows from. */
export interface ClockInput {
  state: IssueState;
  priorityId: string | undefined;
  /** Whether the customer has just got the first answer. */
  isAnswered?: boolean;
}

/** The settings that apply to a clock. */
export interface ClockSettings {
  support: Support;
  timeZone: string;
}

const runs = (state: IssueState): boolean => state === 'open' || state === 'inProgress';
export const isDone = (state: IssueState): boolean => state === 'resolved' || state === 'closed';
const minuteMs = 60_000;

/**
 * The clock of an issue after a change. It runs while the issue is open or in progress, so that it stops while the
 * customer is asked and once the issue is resolved. Settings that changed in the meantime apply from this change on.
 */
export function clockAfter(before: Clock, input: ClockInput, now: string, settings: ClockSettings): Clock {
  const schedule = scheduleOf(settings);
  const clockMs = clockAt(before, schedule, now);
  const clock = runs(input.state) ? { clockMs, clockSince: now } : { clockMs };
  const target = settings.support.targets[input.priorityId ?? ''] ?? {};
  const answered = answer(before, input, now, { clockMs, minutes: target.firstAnswerMinutes });
  const resolved = resolution(before, input, now, { clockMs, minutes: target.resolutionMinutes });
  const due = (minutes: number | undefined, dueBefore: string | undefined) => {
    if (minutes === undefined || !runs(input.state)) return undefined;
    const left = minutes * minuteMs - clockMs;
    // What is overdue stays due when it was.
    return left > 0 || dueBefore === undefined || dueBefore > now
      ? afterWorkingTime(schedule, now, left)
      : dueBefore;
  };
  return {
    ...clock,
    ...answered,
    ...resolved,
    firstAnswerDueAt: answered.firstAnsweredAt
      ? undefined
      : due(target.firstAnswerMinutes, before.firstAnswerDueAt),
    resolutionDueAt: due(target.resolutionMinutes, before.resolutionDueAt),
  };
}

/** The working time on a clock at an instant, in milliseconds. */
export const clockAt = ({ clockMs = 0, clockSince }: Clock, schedule: Schedule, now: string): number =>
  clockSince === undefined ? clockMs : clockMs + workingTimeBetween(schedule, clockSince, now);

export const scheduleOf = ({ support, timeZone }: ClockSettings): Schedule => ({
  timeZone,
  hours: support.hours,
});

interface Measured {
  clockMs: number;
  /** The target, in minutes. */
  minutes: number | undefined;
}

const isInTime = ({ clockMs, minutes }: Measured): boolean | undefined =>
  minutes === undefined ? undefined : clockMs <= minutes * minuteMs;

/** The first answer stays, even if the issue is opened again. */
function answer(before: Clock, { isAnswered }: ClockInput, now: string, measured: Measured): Clock {
  if (before.firstAnsweredAt !== undefined || !isAnswered) {
    const { firstAnsweredAt, firstAnswerMs, firstAnswerInTime } = before;
    return { firstAnsweredAt, firstAnswerMs, firstAnswerInTime };
  }
  return {
    firstAnsweredAt: now,
    firstAnswerMs: measured.clockMs,
    firstAnswerInTime: isInTime(measured),
  };
}

/** An issue that is opened again isn't resolved any more. */
function resolution(before: Clock, { state }: ClockInput, now: string, measured: Measured): Clock {
  if (!isDone(state)) return {};
  if (before.resolvedAt !== undefined) {
    const { resolvedAt, resolutionMs, resolutionInTime } = before;
    return { resolvedAt, resolutionMs, resolutionInTime };
  }
  return { resolvedAt: now, resolutionMs: measured.clockMs, resolutionInTime: isInTime(measured) };
}
