import type { ActivityRecord } from '#contract/records/activity.ts';
import { priorityOf } from '#data/entries/task.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';

/** The length in the calendar of an activity without a duration, in minutes. */
const shownMinutes = 30;
const priorities = { high: 1, normal: 5, low: 9 } as const;

/** What a feed says about a task besides its title and times. */
export interface TaskDetails {
  /** The title of the record that it is about, and the address of its page. */
  record?: string | undefined;
  url?: string | undefined;
  notes?: string | undefined;
}

/**
 * Tasks as an iCalendar object (RFC 5545). Each task becomes an event, because many clients ignore to-dos in subscribed
 * calendars.
 */
export function calendarOf(
  settings: Pick<OrganizationSettings, 'name' | 'activityPriorities'>,
  tasks: readonly ActivityRecord[],
  details: ReadonlyMap<string, TaskDetails>,
  now: string,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cobalt CRM//Tasks//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // RFC 7986 defines NAME; older clients read X-WR-CALNAME.
    `NAME;VALUE=TEXT:${escaped(`Cobalt CRM: ${settings.name}`)}`,
    `X-WR-CALNAME:${escaped(`Cobalt CRM: ${settings.name}`)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
    ...tasks.flatMap((task) => eventOf(task, details.get(task.id) ?? {}, { settings, now })),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function eventOf(
  task: ActivityRecord,
  { record, url, notes }: TaskDetails,
  { settings, now }: { settings: Pick<OrganizationSettings, 'activityPriorities'>; now: string },
): string[] {
  const { id, version, dueAt, durationMinutes, remindAt, done } = task;
  const title = record ? `${task.title} · ${record}` : task.title;
  // Many apps show the description only, and no address of its own.
  const description = [notes, url].filter((part) => part !== undefined).join('\n\n');
  // An event ends after it begins.
  const minutes = durationMinutes === undefined || durationMinutes === 0 ? shownMinutes : durationMinutes;
  const end = new Date(Date.parse(dueAt) + minutes * 60_000).toISOString();
  return [
    'BEGIN:VEVENT',
    `UID:${id}@cobalt-crm`,
    `DTSTAMP:${instant(now)}`,
    `DTSTART:${instant(dueAt)}`,
    `DTEND:${instant(end)}`,
    `SUMMARY:${escaped(done ? `✓ ${title}` : title)}`,
    ...(description ? [`DESCRIPTION:${escaped(description)}`] : []),
    ...(url ? [`URL:${url}`] : []),
    `SEQUENCE:${version - 1}`,
    `PRIORITY:${priorities[priorityOf(task, settings)]}`,
    'TRANSP:TRANSPARENT',
    ...(remindAt !== undefined && !done ? alarmOf(title, remindAt) : []),
    'END:VEVENT',
  ];
}

const alarmOf = (title: string, remindAt: string): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(title)}`,
  `TRIGGER;VALUE=DATE-TIME:${instant(remindAt)}`,
  'END:VALARM',
];

/** Formats an instant as in `20261120T093000Z`. */
const instant = (iso: string): string => `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Escapes text according to RFC 5545, section 3.3.11. */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');

/**
 * Folds a line as in RFC 5545, section 3.1: after 75 octets at most, with a line break and a space, and never within a
 * character.
 */
function folded(line: string): string {
  let text = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += size;
  }
  return text;
}
