import * as z from 'zod/mini';
import { timestamp } from './field.ts';
import { operation, type Resource } from './operation.ts';

/** A user's calendar of one organization, for calendar programs that cannot sign in. */
const calendarFeed = z.object({
  /** Without one there is no feed. */
  createdAt: z.optional(timestamp),
});
const newCalendarFeed = z.object({
  createdAt: timestamp,
  /** Path and query of the feed with its secret, which is shown this once. */
  path: z.string(),
});

const own = '/v1/orgs/{orgId}/calendar';
const feed = '/v1/calendars/feed.ics';

/** Tasks of the caller as iCalendar (RFC 5545) at a secret address. It ends with the membership. */
const operations = {
  get: operation({
    method: 'GET',
    path: own,
    access: 'task:read',
    summary: 'Whether you have a calendar feed, and since when.',
    output: calendarFeed,
    usersOnly: true,
  }),
  create: operation({
    method: 'POST',
    path: own,
    access: 'task:read',
    summary: 'Make a calendar feed, or give it a new secret address: the one before ends.',
    output: newCalendarFeed,
    status: 201,
    usersOnly: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: own,
    access: 'task:read',
    summary: 'End your calendar feed.',
    output: calendarFeed,
    usersOnly: true,
  }),
  read: operation({
    method: 'GET',
    path: feed,
    access: 'public',
    summary: 'The feed itself; the secret stands in the query, which no log keeps.',
    query: z.strictObject({ key: z.string().check(z.maxLength(100)) }),
    output: z.string(),
    contentType: 'text/calendar; charset=utf-8',
  }),
};

export const calendar: Resource<typeof operations> = {
  name: 'calendar',
  routes: [own, feed],
  operations,
};
