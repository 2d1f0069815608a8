import { weekdays, type WorkingHours } from '#contract/working-hours.ts';
import type { Schedule } from './working-time.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;

/** From Monday to Friday, with a break, and on Saturdays in the morning. */
const daytime = [
  { from: '09:00', to: '14:00' },
  { from: '16:00', to: '18:30' },
];
const week = { monday: daytime, tuesday: daytime, wednesday: daytime, thursday: daytime, friday: daytime };
/** Nights, in which clocks change, and a day around the clock. */
const night = [
  { from: '00:00', to: '02:30' },
  { from: '22:00', to: '24:00' },
];

/** Schedules in zones that change their clocks by an hour, by half an hour, at midnight, and never. */
export const schedules: Schedule[] = [
  {
    timeZone: 'Europe/Madrid',
    hours: {
      days: { ...week, saturday: [{ from: '10:00', to: '13:00' }] },
      holidays: ['2026-01-01', '2026-01-06', '2026-10-12', '2026-12-08', '2026-12-25'],
    },
  },
  {
    timeZone: 'America/Santiago',
    hours: { days: Object.fromEntries(weekdays.map((day) => [day, night])), holidays: ['2026-09-18'] },
  },
  {
    timeZone: 'America/Bogota',
    hours: { days: week, holidays: ['2026-07-20'] },
  },
  {
    timeZone: 'Australia/Lord_Howe',
    hours: { days: { saturday: [{ from: '00:00', to: '24:00' }], sunday: night } },
  },
];

/** The minutes from one instant on, by whether somebody works in them. */
export interface WorkedMinutes {
  start: number;
  isWorked: Uint8Array;
}

/** Walks through all minutes, and looks at the clock on the wall in each. */
export function workedMinutes({ timeZone, hours }: Schedule, from: string, days: number): WorkedMinutes {
  const start = Date.parse(from);
  const wall = wallClock(timeZone, start, days);
  const dates = new Set([...wall.keys()].map((time) => time.slice(0, 10)));
  const isWorked = new Uint8Array(days * dayMinutes);
  for (const date of dates) {
    for (const span of spansOn(hours, date)) {
      const first = shownFirst(wall, `${date}T${span.from}`);
      const end = shownFirst(wall, span.to === '24:00' ? `${dayAfter(date)}T00:00` : `${date}T${span.to}`);
      if (first !== undefined && end !== undefined) isWorked.fill(1, first, end);
    }
  }
  return { start, isWorked };
}

/** The number of worked minutes between two instants, which are whole minutes. */
export function workedBetween({ start, isWorked }: WorkedMinutes, from: string, to: string): number {
  let sum = 0;
  const place = (instant: string) => (Date.parse(instant) - start) / minuteMs;
  for (let minute = place(from); minute < place(to); minute += 1) sum += isWorked[minute] ?? Number.NaN;
  return sum;
}

/** What a clock shows, and the first minute in which it shows that. */
function wallClock(timeZone: string, start: number, days: number): Map<string, number> {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const shown = new Map<string, number>();
  for (let minute = 0; minute < days * dayMinutes; minute += 1) {
    const time = format.format(start + minute * minuteMs).replace(' ', 'T');
    if (!shown.has(time)) shown.set(time, minute);
  }
  return shown;
}

/** The first minute that shows a time. If clocks skip it, they show it as much later as they skip. */
function shownFirst(wall: Map<string, number>, time: string): number | undefined {
  const minute = wall.get(time);
  if (minute !== undefined) return minute;
  for (let skipped = 30; skipped <= 60; skipped += 30) {
    const later = wall.get(new Date(Date.parse(`${time}Z`) + skipped * minuteMs).toISOString().slice(0, 16));
    const before = wall.get(new Date(Date.parse(`${time}Z`) - skipped * minuteMs).toISOString().slice(0, 16));
    if (later !== undefined && before !== undefined && later === before + skipped) return later;
  }
  return undefined;
}

function spansOn({ days, holidays }: WorkingHours, date: string) {
  if (holidays?.includes(date)) return [];
  const name = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(new Date(date));
  return days[name.toLowerCase() as (typeof weekdays)[number]] ?? [];
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(date) + dayMinutes * minuteMs).toISOString().slice(0, 10);
