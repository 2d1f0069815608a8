import * as z from 'zod/mini';
import { timestamp } from './field.ts';
import { operation, type Resource } from './operation.ts';

/**
 * What a calendar feed says about tasks, each with what the one before says: their titles and times, the records that
 * they are about, with links to these, and their notes.
 */
export const feedContents = ['titles', 'records', 'notes'] as const;
export type FeedContent = (typeof feedContents)[number];

/** The calendar feed of a user in an organization, for calendar apps that can't sign in. */
const calendarFeed = z.object({
  /** Missing if there is no feed. */
  createdAt: z.optional(timestamp),
  /** What it says. Missing if there is no feed. */
  shows: z.optional(z.enum(feedContents)),
});
const newCalendarFeed = z.object({
  createdAt: timestamp,
  shows: z.enum(feedContents),
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
    summary: 'Get the creation time of your calendar feed, and what it says.',
    description: 'Both are left out if you don’t have a calendar feed.',
    output: calendarFeed,
    usersOnly: true,
  }),
  create: operation({
    method: 'POST',
    path: own,
    access: 'task:read',
    summary: 'Create a calendar feed, or replace its secret URL. The previous URL stops working.',
    description: 'A new feed shows titles only. One whose URL is replaced goes on showing what it did.',
    output: newCalendarFeed,
    status: 201,
    usersOnly: true,
  }),
  update: operation({
    method: 'PATCH',
    path: own,
    access: 'task:read',
    summary: 'Choose what your calendar feed says about your tasks.',
    description:
      'Records that you can’t read are left out. The organization’s `calendarFeeds` is the most that feeds show.',
    body: z.strictObject({ shows: z.enum(feedContents) }),
    output: calendarFeed,
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
