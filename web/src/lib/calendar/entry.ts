import type { Component } from 'svelte';

/** What a calendar shows at a time. The calendar knows nothing else about it. */
export interface CalendarEntry {
  id: string;
  title: string;
  /** When it starts, in milliseconds since 1970. */
  start: number;
  /** How long it is shown. */
  minutes: number;
  /** How long it takes, in minutes, if that is known. */
  duration?: number | undefined;
  /** What it is, such as a meeting, if it isn't what calendars mostly show. */
  kind?: { name: string; Icon: Component<{ size: number; role: 'img'; 'aria-label': string }> } | undefined;
  tone: 'normal' | 'done' | 'overdue';
  mayMove: boolean;
  /** What it is about, such as the title of its record. Shown where there is room. */
  detail?: string | undefined;
}

export const calendarSpans = ['day', 'week', 'month', 'agenda'] as const;
export type CalendarSpan = (typeof calendarSpans)[number];

/** A time that is being chosen for a new entry. */
export interface TimeRange {
  start: number;
  minutes: number;
}

export const minuteMilliseconds = 60_000;
/** Entries are dropped and drawn at multiples of this. */
export const stepMinutes = 15;
/** A click and the keyboard choose times at multiples of this, which is also how long a new entry is then. */
export const slotMinutes = 30;
