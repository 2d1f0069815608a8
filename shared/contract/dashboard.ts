import * as z from 'zod/mini';
import { id, timestamp } from './field.ts';
import { operation, resource } from './operation.ts';

/** One line of recent activity. */
export const activityLine = z.object({
  recordType: z.string(),
  recordId: id,
  title: z.string(),
  action: z.string(),
  fields: z.optional(z.array(z.string())),
  actorId: id,
  at: timestamp,
});
export type ActivityLine = z.infer<typeof activityLine>;

/** Numbers count the records that the caller may see. Weeks begin on Monday in the organization's time zone. */
export const dashboardData = z.object({
  contacts: z.object({
    total: z.int(),
    newThisWeek: z.int(),
    newLastWeek: z.int(),
    /** New contacts a day, oldest first, today last. */
    perDay: z.array(z.object({ date: z.string(), count: z.int() })),
    byStatus: z.array(z.object({ statusId: z.string(), count: z.int() })),
  }),
  recent: z.array(activityLine),
});
export type DashboardData = z.infer<typeof dashboardData>;

export const dashboard = resource('dashboard', '/v1/orgs/{orgId}/dashboard', {
  get: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/dashboard',
    access: 'dashboard:read',
    summary: 'Totals, trends and the last ten changes.',
    output: dashboardData,
  }),
});
