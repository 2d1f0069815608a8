import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import type { ActivityRecord } from '#contract/records/activity.ts';
import { HourScale } from '#lib/calendar/hour-scale.ts';
import { spanOf, weekOf } from '#lib/calendar/days.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';
import { calendarOf } from '../functions/calendar/icalendar.ts';

const minute = 60_000;

interface Zone {
  name: string;
  /** The local times from which a difference to UTC applies, each as DAYLIGHT or STANDARD of a VTIMEZONE. */
  parts: readonly [kind: string, from: string, to: string, start: string, rule?: string][];
  /** The days on which clocks change, forward and back. */
  changes: readonly string[];
}

/** The rules that apply in 2027, by the IANA time zone database. */
const zones: readonly Zone[] = [
  {
    name: 'Europe/Madrid',
    parts: [
      ['DAYLIGHT', '+0100', '+0200', '19960331T020000', 'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU'],
      ['STANDARD', '+0200', '+0100', '19961027T030000', 'FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'],
    ],
    changes: ['2027-03-28', '2027-10-31'],
  },
  {
    name: 'America/New_York',
    parts: [
      ['DAYLIGHT', '-0500', '-0400', '20070311T020000', 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'],
      ['STANDARD', '-0400', '-0500', '20071104T020000', 'FREQ=YEARLY;BYMONTH=11;BYDAY=1SU'],
    ],
    changes: ['2027-03-14', '2027-11-07'],
  },
  {
    name: 'America/Bogota',
    parts: [['STANDARD', '-0500', '-0500', '19930403T000000']],
    changes: ['2027-03-28', '2027-11-07'],
  },
];

const zoneOf = ({ name, parts }: Zone): ICAL.Timezone =>
  new ICAL.Timezone(
    new ICAL.Component(
      ICAL.parse(
        [
          'BEGIN:VTIMEZONE',
          `TZID:${name}`,
          ...parts.flatMap(([kind, from, to, start, rule]) => [
            `BEGIN:${kind}`,
            `TZOFFSETFROM:${from}`,
            `TZOFFSETTO:${to}`,
            `DTSTART:${start}`,
            ...(rule === undefined ? [] : [`RRULE:${rule}`]),
            `END:${kind}`,
          ]),
          'END:VTIMEZONE',
        ].join('\r\n'),
      ),
    ),
  );

/** The moment of a local time, as ical.js reads it: of one that a clock change repeats, the first or the second. */
function momentOf(local: string, zone: ICAL.Timezone): number {
  const time = ICAL.Time.fromDateTimeString(`${local}:00`);
  time.zone = zone;
  return time.toUnixTime() * 1_000;
}

/** An activity every half hour of the day before a change, of that day and of the next one, for 20 to 190 minutes. */
function activitiesAround(day: string): ActivityRecord[] {
  const first = Date.parse(`${day}T00:00:00Z`) - 1_440 * minute;
  return Array.from({ length: 3 * 48 }, (_, at) => ({
    ...{ id: `a-${at}`, version: 1, title: `Call ${at}`, kindId: 'call', done: false },
    dueAt: new Date(first + at * 30 * minute).toISOString(),
    durationMinutes: 20 + (at % 18) * 10,
  })) as unknown as ActivityRecord[];
}

const cases = zones.flatMap((zone) => zone.changes.map((day) => [zone.name, day, zone] as const));

test.each(cases)(
  'around %s on %s, calendar and feed show each activity when ical.js reads it',
  (name, day, zone) => {
    const activities = activitiesAround(day);
    const text = calendarOf(
      { name: 'Zones', activityPriorities: [] },
      activities,
      new Map(),
      `${day}T00:00:00Z`,
    );
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    const rules = zoneOf(zone);
    expect(events).toHaveLength(activities.length);
    for (const [index, component] of events.entries()) {
      const { startDate, endDate } = new ICAL.Event(component);
      const [start, end] = [startDate, endDate].map((date) => date.toUnixTime() * 1_000) as [number, number];
      const { dueAt, durationMinutes } = activities[index]!;
      expect([start, end - start]).toEqual([Date.parse(dueAt), durationMinutes! * minute]);
      for (const moment of [start, end]) {
        const local = toZoned(new Date(moment), name);
        // Of the two moments of a repeated local time, one is read.
        expect([0, -60, 60]).toContain((momentOf(local, rules) - moment) / minute);
        const isRepeated = toZoned(new Date(moment - 60 * minute), name) === local;
        if (!isRepeated) expect(Date.parse(fromZoned(local, name)!)).toBe(moment);
        if (!isRepeated && toZoned(new Date(moment + 60 * minute), name) !== local)
          expect(momentOf(local, rules)).toBe(moment);
        const [date = ''] = local.split('T');
        const scale = new HourScale(weekOf(date), name);
        const placed = scale.placeOf(moment)!;
        expect(placed.day).toBe(date);
        expect(scale.momentAt(date, placed.place)).toBe(moment);
      }
    }
  },
);

test.each(cases)(
  'in %s, the days around %s begin and end when ical.js reads their midnights',
  (name, day, zone) => {
    const rules = zoneOf(zone);
    for (const date of weekOf(day)) {
      const { from, to } = spanOf(date, date, name);
      const next = new Date(Date.parse(date) + 1_440 * minute).toISOString().slice(0, 10);
      expect([from, to].map((moment) => Date.parse(moment))).toEqual([
        momentOf(`${date}T00:00`, rules),
        momentOf(`${next}T00:00`, rules),
      ]);
    }
  },
);
