import { expect, test } from 'vitest';
import { count, seed } from '../../../tests/counts.ts';
import { firstSupport } from '#contract/support.ts';
import {
  schedules,
  workedBetween,
  workedMinutes,
  type WorkedMinutes,
} from '../values/schedule-under-test.ts';
import type { Schedule } from '../values/working-time.ts';
import { isDone, timedAfter, type ClockInput, type IssueState, type Timed } from './issue-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const settings = { support: firstSupport, timeZone: 'UTC' };
/** A time on a Monday on which everybody works from nine to six. */
const at = (time: string): string => `2026-11-23T${time}:00.000Z`;

/** What a clock shows after a series of changes. */
function played(steps: readonly [time: string, state: IssueState, isAnswered?: boolean][]): Timed {
  return steps.reduce<Timed>(
    (clock, [time, state, isAnswered = false]) =>
      timedAfter(clock, { state, priorityId: 'urgent', isAnswered }, at(time), settings),
    {},
  );
}

test('a clock stops while the customer is asked, and outside working hours', () => {
  const asked = played([
    ['08:00', 'open'],
    ['09:30', 'waiting', true],
  ]);
  expect(asked).toMatchObject({ firstAnswerMinutes: 30, firstAnswerInTime: true });
  expect(asked.clock).toEqual({ workedMs: hourMs / 2 });
  const resolved = played([
    ['08:00', 'open'],
    ['09:30', 'waiting', true],
    ['12:00', 'inProgress'],
    ['19:00', 'resolved'],
  ]);
  expect(resolved).toMatchObject({
    resolvedAt: at('19:00'),
    resolutionMinutes: 390,
    resolutionInTime: true,
  });
});

test('what is due moves by the time for which the clock stood still', () => {
  expect(played([['10:00', 'open']])).toMatchObject({
    firstAnswerDueAt: at('11:00'),
    resolutionDueAt: '2026-11-23T18:00:00.000Z',
  });
  const back = played([
    ['10:00', 'open'],
    ['10:30', 'waiting'],
    ['12:30', 'open'],
  ]);
  expect(back).toMatchObject({ firstAnswerDueAt: at('13:00'), resolutionDueAt: '2026-11-24T11:00:00.000Z' });
});

test('nothing is due while the customer is asked or once the issue is resolved', () => {
  for (const state of ['waiting', 'resolved', 'closed'] as const) {
    const { firstAnswerDueAt, resolutionDueAt } = played([
      ['10:00', 'open'],
      ['10:30', state],
    ]);
    expect([firstAnswerDueAt, resolutionDueAt]).toEqual([undefined, undefined]);
  }
});

test('what is overdue stays due when it was', () => {
  const late = played([
    ['10:00', 'open'],
    ['13:00', 'inProgress'],
  ]);
  expect(late.firstAnswerDueAt).toBe(at('11:00'));
  const answered = played([
    ['10:00', 'open'],
    ['13:00', 'inProgress', true],
  ]);
  expect(answered).toMatchObject({ firstAnswerMinutes: 180, firstAnswerInTime: false });
  expect(answered.firstAnswerDueAt).toBeUndefined();
});

test.each<[string, readonly [time: string, state: IssueState, isAnswered?: boolean][]]>([
  ['while the customer was asked', [['13:00', 'waiting']]],
  [
    'while it was resolved and closed',
    [
      ['13:00', 'resolved'],
      ['13:30', 'closed'],
    ],
  ],
  [
    'while it waited twice',
    [
      ['13:00', 'waiting'],
      ['13:10', 'open'],
      ['13:20', 'waiting'],
    ],
  ],
])('what was overdue before nothing was due, %s, is due when it was', (_, steps) => {
  const back = played([['08:00', 'open'], ...steps, ['14:00', 'open']]);
  expect(back.firstAnswerDueAt).toBe(at('10:00'));
  expect(back.clock).toEqual({ workedMs: expect.any(Number), runningSince: at('14:00') });
});

test('what was overdue is due when it was after a priority without targets, but not with a later target', () => {
  const step = (before: Timed, time: string, priorityId: string) =>
    timedAfter(before, { state: 'open', priorityId }, at(time), settings);
  const late = step(step({}, '09:00', 'urgent'), '12:00', 'other');
  expect(late.firstAnswerDueAt).toBeUndefined();
  expect(step(late, '12:30', 'urgent').firstAnswerDueAt).toBe(at('10:00'));
  expect(step(late, '12:30', 'normal').firstAnswerDueAt! > at('12:30')).toBe(true);
});

test('an issue that is opened again keeps its first answer and its time, and loses its resolution', () => {
  const again = played([
    ['10:00', 'open'],
    ['10:30', 'resolved', true],
    ['11:00', 'closed'],
    ['15:00', 'open'],
  ]);
  expect(again).toMatchObject({
    clock: { workedMs: hourMs / 2, runningSince: at('15:00') },
    firstAnsweredAt: at('10:30'),
  });
  expect([again.resolvedAt, again.resolutionMinutes]).toEqual([undefined, undefined]);
});

test('a priority without targets has nothing that is due, and nothing that is in time', () => {
  const input = { state: 'resolved', priorityId: 'other', isAnswered: true } as const;
  const clock = timedAfter({}, input, at('10:00'), settings);
  expect(clock.resolvedAt).toBe(at('10:00'));
  expect([clock.resolutionDueAt, clock.firstAnswerInTime, clock.resolutionInTime]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

/** Random numbers below 1 that depend on a seed only (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Event extends ClockInput {
  at: string;
}
const states: readonly IssueState[] = ['open', 'inProgress', 'waiting', 'resolved', 'closed'];

/** Changes of an issue in the order of their times, which are whole minutes. */
function randomEvents(random: () => number, start: number, most: number): Event[] {
  let minute = Math.floor(random() * 300 * 1_440);
  return Array.from({ length: 2 + Math.floor(random() * (most - 2)) }, () => {
    minute += Math.floor(random() ** 3 * 4 * 1_440);
    return {
      at: new Date(start + minute * minuteMs).toISOString(),
      state: states[Math.floor(random() * states.length)] ?? 'open',
      priorityId: random() < 0.1 ? undefined : 'normal',
      isAnswered: random() < 0.3,
    };
  });
}

const isRunning = ({ state }: Event): boolean => state === 'open' || state === 'inProgress';

/** What a clock must show, from the whole series of events and a count of minutes. */
function recounted(events: readonly Event[], minutes: WorkedMinutes): Timed {
  const workedUntil = (end: number): number =>
    events.slice(0, end).reduce((sum, event, place) => {
      return isRunning(event)
        ? sum + workedBetween(minutes, event.at, events[place + 1]!.at) * minuteMs
        : sum;
    }, 0);
  const target = (event: Event) => firstSupport.targets[event.priorityId ?? ''];
  const last = events.length - 1;
  const answer = events.findIndex(({ isAnswered }) => isAnswered);
  let resolution = last;
  while (resolution > 0 && isDone(events[resolution - 1]!.state)) resolution -= 1;
  const inTime = (place: number, targetMinutes: number | undefined) =>
    targetMinutes === undefined ? undefined : workedUntil(place) <= targetMinutes * minuteMs;
  return {
    clock: {
      workedMs: workedUntil(last),
      ...(isRunning(events[last]!) ? { runningSince: events[last]!.at } : {}),
    },
    ...(answer < 0
      ? {}
      : {
          firstAnsweredAt: events[answer]!.at,
          firstAnswerMinutes: workedUntil(answer) / minuteMs,
          firstAnswerInTime: inTime(answer, target(events[answer]!)?.firstAnswerMinutes),
        }),
    ...(isDone(events[last]!.state)
      ? {
          resolvedAt: events[resolution]!.at,
          resolutionMinutes: workedUntil(resolution) / minuteMs,
          resolutionInTime: inTime(resolution, target(events[resolution]!)?.resolutionMinutes),
        }
      : {}),
  };
}

/** What the recount covers: a clock without the times at which something is or was due. */
function shown({ firstAnswerDueAt: _answer, resolutionDueAt: _due, clock, ...rest }: Timed): Timed {
  const { workedMs = 0, runningSince } = clock ?? {};
  const times = { workedMs, ...(runningSince === undefined ? {} : { runningSince }) };
  return {
    clock: times,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  };
}

test('clocks equal a recount by minutes over random events, in zones that change their clocks and in others', () => {
  const total = count(1_000, 10_000);
  const start = Date.parse('2026-01-01T00:00:00.000Z');
  const random = randomFrom(seed);
  const cases = schedules.map((schedule: Schedule) => ({
    schedule,
    minutes: workedMinutes(schedule, new Date(start).toISOString(), 366),
  }));
  let events = 0;
  for (let round = 0; events < total; round += 1) {
    const { schedule, minutes } = cases[round % cases.length]!;
    const series = randomEvents(random, start, 14);
    const own = { support: { ...firstSupport, hours: schedule.hours }, timeZone: schedule.timeZone };
    const clock = series.reduce<Timed>(
      (before, { at: now, ...input }) => timedAfter(before, input, now, own),
      {},
    );
    expect({ seed, round, clock: shown(clock) }).toEqual({
      seed,
      round,
      clock: shown(recounted(series, minutes)),
    });
    events += series.length;
  }
});
