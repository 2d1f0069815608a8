import * as z from 'zod/mini';
import type { ListedRecord } from './lists/list-operations.ts';
import { stageSums } from './stage-sums.ts';
import { listedActivity } from './logged-activity.ts';
import { id, timestamp } from './field.ts';
import { operation, resource } from './operation.ts';
import { itemPatterns, queryList } from './page.ts';
import { changeSources } from './record-operations.ts';
import { waitingShown, waitingTypes } from './waiting.ts';

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

/** Parts that are returned only if they are asked for, because each needs further reads. */
const dashboardParts = ['activities', 'growth'] as const;
export type DashboardPart = (typeof dashboardParts)[number];

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
  customers: z.object({
    total: z.int(),
    /** Customers created this month. Only with `include=growth`. */
    newThisMonth: z.optional(z.int()),
    /** The whole previous month, for the trend. Only with `include=growth`. */
    newLastMonth: z.optional(z.int()),
  }),
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
  /** Activities of the people whose reports the caller can see. Only with `include=activities`. */
  activities: z.optional(
    z.object({
      total: z.int(),
      /** False for a very large team. The total is then a lower bound. */
      totalIsExact: z.boolean(),
      /** The last ten, newest first, without those planned for later days. */
      latest: z.array(listedActivity),
    }),
  ),
});
export type DashboardData = z.infer<typeof dashboardData>;

const waitingSection = z.object({
  type: z.enum(waitingTypes),
  /** The first records that wait, with the values that say why. */
  items: z.array(
    z.looseObject({ id: z.string(), version: z.int() }) as unknown as z.ZodMiniType<ListedRecord>,
  ),
  total: z.int(),
  /** False if more wait than were looked through. The total is then a lower bound. */
  totalIsExact: z.boolean(),
});
export type WaitingRecords = z.infer<typeof waitingSection>;

const path = '/v1/orgs/{orgId}/dashboard';

export const dashboard = resource('dashboard', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'dashboard:read',
    summary: 'Get totals, trends and the last ten changes.',
    description:
      'By default, what needs further reads is left out. Ask for it with `include`: `activities` adds the number of activities and the last ten, `growth` the customers created this month and last month. `include=activities,growth` returns both.',
    query: z.strictObject({
      include: z.optional(
        queryList(z.enum(dashboardParts), dashboardParts.length, itemPatterns.oneOf(dashboardParts)),
      ),
    }),
    output: dashboardData,
  }),
  today: operation({
    method: 'GET',
    path: `${path}/today`,
    access: 'dashboard:read',
    summary: 'Get what waits for you today, besides your tasks.',
    description: `For each type that you can read, of your own records, the first ${waitingShown}: leads that nobody has answered, deals without a next step, past their closing date or in their stage for long, quotes about to expire, overdue invoices, and issues that are due. \`types\` limits the answer to some of them. A change is included a moment after its response.`,
    query: z.strictObject({
      types: z.optional(
        queryList(z.enum(waitingTypes), waitingTypes.length, itemPatterns.oneOf(waitingTypes)),
      ),
    }),
    output: z.object({ sections: z.array(waitingSection) }),
  }),
});
