import type { Support } from '#contract/support.ts';
import type { Issue } from '#contract/records/issue.ts';
import { afterWorkingTime, workingTimeBetween, type Schedule } from '../values/working-time.ts';

/** What an issue's status means to its clock. */
export type IssueState = 'open' | 'inProgress' | 'waiting' | 'resolved' | 'closed';

const timedFields = [
  'clock',
  'firstAnsweredAt',
  'firstAnswerMinutes',
  'firstAnswerInTime',
  'firstAnswerDueAt',
  'resolvedAt',
  'resolutionMinutes',
  'resolutionInTime',
  'resolutionDueAt',
] as const satisfies (keyof Issue)[];

/** The values of an issue that follow from its clock. Those in time are undefined if there was no target. */
export type Timed = Partial<Pick<Issue, (typeof timedFields)[number]>>;
type Clock = NonNullable<Issue['clock']>;

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

const minuteMs = 60_000;
const runs = (state: IssueState): boolean => state === 'open' || state === 'inProgress';
export const isDone = (state: IssueState): boolean => state === 'resolved' || state === 'closed';

/**
 * What follows from the clock of an issue after a change. The clock runs while the issue is open or in progress, so that
 * it stops while the customer is asked and once the issue is resolved. Settings that changed in the meantime apply from
 * this change on.
 */
export function timedAfter(before: Timed, input: ClockInput, now: string, settings: ClockSettings): Timed {
  const schedule = { timeZone: settings.timeZone, hours: settings.support.hours };
  const workedMs = workedUntil(before.clock, schedule, now);
  const { firstAnswerMinutes, resolutionMinutes } = settings.support.targets[input.priorityId ?? ''] ?? {};
  const answered = answer(before, input, now, { workedMs, minutes: firstAnswerMinutes });
  const targetOf = (minutes: number | undefined, dueBefore: string | undefined): Target => {
    const leftMs = minutes === undefined ? 0 : minutes * minuteMs - workedMs;
    // What is overdue stays due when it was.
    const missedAt = leftMs <= 0 && dueBefore !== undefined && dueBefore <= now ? dueBefore : undefined;
    if (minutes === undefined || !runs(input.state)) return { missedAt };
    return { dueAt: missedAt ?? afterWorkingTime(schedule, now, leftMs) };
  };
  const { clock } = before;
  const firstAnswer = answered.firstAnsweredAt
    ? {}
    : targetOf(firstAnswerMinutes, before.firstAnswerDueAt ?? clock?.firstAnswerMissedAt);
  const resolved = targetOf(resolutionMinutes, before.resolutionDueAt ?? clock?.resolutionMissedAt);
  return {
    clock: {
      workedMs,
      ...(runs(input.state) ? { runningSince: now } : {}),
      ...(firstAnswer.missedAt === undefined ? {} : { firstAnswerMissedAt: firstAnswer.missedAt }),
      ...(resolved.missedAt === undefined ? {} : { resolutionMissedAt: resolved.missedAt }),
    },
    ...answered,
    ...resolution(before, input, now, { workedMs, minutes: resolutionMinutes }),
    firstAnswerDueAt: firstAnswer.dueAt,
    resolutionDueAt: resolved.dueAt,
  };
}

interface Target {
  dueAt?: string | undefined;
  /** When the target was missed, while nothing is due. */
  missedAt?: string | undefined;
}

/** The values of an issue to write; null removes one. */
export const timedValues = (timed: Timed): { [Name in (typeof timedFields)[number]]: Timed[Name] | null } =>
  Object.fromEntries(timedFields.map((name) => [name, timed[name] ?? null])) as never;

const answerFields = [
  'lastAnswerAt',
  'firstAnsweredAt',
  'firstAnswerMinutes',
  'firstAnswerInTime',
  'firstAnswerDueAt',
] as const satisfies (keyof Issue)[];

/** An issue has the answers of those that are merged into it, so its customer has been answered if one of them was. */
export const answersFromMerged = {
  fields: answerFields,
  values(into: Issue, merged: readonly Issue[]): Partial<Record<(typeof answerFields)[number], unknown>> {
    const lastAnswerAt = [into, ...merged]
      .flatMap((one) => one.lastAnswerAt ?? [])
      .toSorted()
      .at(-1);
    const last = lastAnswerAt === undefined ? {} : { lastAnswerAt };
    const [firstAnsweredAt] = merged.flatMap((one) => one.firstAnsweredAt ?? []).toSorted();
    const first = merged.find((one) => one.firstAnsweredAt === firstAnsweredAt);
    if (!first || firstAnsweredAt === undefined || into.firstAnsweredAt !== undefined) return last;
    const { firstAnswerMinutes, firstAnswerInTime } = first;
    return { ...last, firstAnsweredAt, firstAnswerMinutes, firstAnswerInTime, firstAnswerDueAt: null };
  },
};

/** The working time on a clock at an instant, in milliseconds. */
const workedUntil = (clock: Clock | undefined, schedule: Schedule, now: string): number =>
  (clock?.workedMs ?? 0) +
  (clock?.runningSince === undefined ? 0 : workingTimeBetween(schedule, clock.runningSince, now));

interface Measured {
  workedMs: number;
  /** The target. */
  minutes: number | undefined;
}

const isInTime = ({ workedMs, minutes }: Measured): boolean | undefined =>
  minutes === undefined ? undefined : workedMs <= minutes * minuteMs;
const wholeMinutes = ({ workedMs }: Measured): number => Math.floor(workedMs / minuteMs);

/** The first answer stays, even if the issue is opened again. */
function answer(before: Timed, { isAnswered }: ClockInput, now: string, measured: Measured): Timed {
  const { firstAnsweredAt, firstAnswerMinutes, firstAnswerInTime } = before;
  if (firstAnsweredAt !== undefined) return { firstAnsweredAt, firstAnswerMinutes, firstAnswerInTime };
  return isAnswered
    ? {
        firstAnsweredAt: now,
        firstAnswerMinutes: wholeMinutes(measured),
        firstAnswerInTime: isInTime(measured),
      }
    : {};
}

/** An issue that is opened again isn't resolved any more. */
function resolution(before: Timed, { state }: ClockInput, now: string, measured: Measured): Timed {
  if (!isDone(state)) return {};
  const { resolvedAt, resolutionMinutes, resolutionInTime } = before;
  return resolvedAt === undefined
    ? { resolvedAt: now, resolutionMinutes: wholeMinutes(measured), resolutionInTime: isInTime(measured) }
    : { resolvedAt, resolutionMinutes, resolutionInTime };
}
