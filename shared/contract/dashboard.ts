import * as z from 'zod/mini';
import { stageSums } from './stage-sums.ts';
import { id, timestamp } from './field.ts';
import { operation, resource } from './operation.ts';
import { changeSources } from './record-operations.ts';

/** A change in the list of recent changes. */
export const activityLine = z.object({
  recordType: z.string(),
  recordId: id,
  title: z.string(),
  action: z.string(),
  fields: z.optional(z.array(z.string())),
  actorId: id,
  /** How the change came about, as in the history. */
  via: z.optional(z.enum(changeSources)),
  at: timestamp,
});
export type ActivityLine = z.infer<typeof activityLine>;

const won = z.object({ count: z.int(), sumMinor: z.int() });

/**
 * The numbers count only records that the caller can see. Weeks start on Monday in the organization's time zone, and
 * money is in minor units of its currency.
 */
export const dashboardData = z.object({
  contacts: z.object({
    total: z.int(),
    newThisWeek: z.int(),
    newLastWeek: z.int(),
    /** New contacts on each of the last 14 days, oldest first, including today. */
    perDay: z.array(z.object({ date: z.string(), count: z.int() })),
    byStatus: z.array(z.object({ statusId: z.string(), count: z.int() })),
  }),
  customers: z.object({ total: z.int() }),
  leads: z.object({
    total: z.int(),
    newThisWeek: z.int(),
    newLastWeek: z.int(),
    /** Leads that were converted, won, lost or disqualified. */
    closedThisMonth: z.int(),
    /** The whole previous month, for the trend. */
    closedLastMonth: z.int(),
    byStatus: z.array(z.object({ statusId: z.string(), count: z.int() })),
  }),
  deals: z.object({
    open: z.object({ count: z.int(), sumMinor: z.int(), weightedMinor: z.int() }),
    wonThisMonth: won,
    /** The whole previous month, for the trend. */
    wonLastMonth: won,
    /** Pipelines in use with their stages in order. */
    pipelines: z.array(z.object({ pipelineId: z.string(), stages: z.array(stageSums) })),
  }),
  /** False for a very large team. The numbers are then lower bounds. */
  isExact: z.boolean(),
  recent: z.array(activityLine),
});
export type DashboardData = z.infer<typeof dashboardData>;

export const dashboard = resource('dashboard', '/v1/orgs/{orgId}/dashboard', {
  get: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/dashboard',
    access: 'dashboard:read',
    summary: 'Get totals, trends and the last ten changes.',
    output: dashboardData,
  }),
});
