import * as z from 'zod/mini';
import { timestamp } from './field.ts';
import { operation, type Resource } from './operation.ts';

/** The calendar feed of a user in an organization, for calendar apps that can't sign in. */
const calendarFeed = z.object({
  /** Missing if there is no feed. */
  createdAt: z.optional(timestamp),
});
const newCalendarFeed = z.object({
  createdAt: timestamp,
  /** Path and query of the feed, including its secret, which is returned only in this response. */
  path: z.string(),
});

const own = '/v1/orgs/{orgId}/calendar';
const feed = '/v1/calendars/feed.ics';

/** A feed of the user's tasks as iCalendar (RFC 5545) at a secret URL. It stops working when the membership ends. */
const operations = {
  get: operation({
    method: 'GET',
    path: own,
    access: 'task:read',
    summary: 'Get the creation time of your calendar feed.',
    description: '`createdAt` is left out if you don’t have a calendar feed.',
    output: calendarFeed,
    usersOnly: true,
  }),
  create: operation({
    method: 'POST',
    path: own,
    access: 'task:read',
    summary: 'Create a calendar feed, or replace its secret URL. The previous URL stops working.',
    output: newCalendarFeed,
    status: 201,
    usersOnly: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: own,
    access: 'task:read',
    summary: 'Delete your calendar feed.',
    output: calendarFeed,
    usersOnly: true,
  }),
  read: operation({
    method: 'GET',
    path: feed,
    access: 'public',
    summary: 'Get the iCalendar feed. The secret is part of the query, which is never logged.',
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
