import * as z from 'zod/mini';
import {
  amount,
  calendarDate,
  date,
  defaulted,
  durations,
  id,
  instant,
  integer,
  kept,
  line,
  listedIn,
  member,
  optional,
  rate,
  relation,
  relations,
  tags,
  text,
} from './field.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { page, pageQuery, queryList } from './page.ts';
import { recordOperations } from './record-operations.ts';
import { recordType, type RecordOf, type RowOf } from './record-type.ts';

/** A chance to sell. Its stage belongs to its pipeline; the probability is the stage's unless it was overridden. */
export const deal = recordType('deal', {
  plural: 'deals',
  fields: {
    title: text({ max: 160 }),
    value: optional(amount()),
    /** Units of the organization's currency for one of the value's, where that is another. Without it sums leave the deal out. */
    exchangeRate: optional(rate()),
    customerId: optional(relation('customer')),
    contactIds: optional(relations('contact', 20)),
    pipelineId: defaulted(listedIn('pipelines')),
    stageId: defaulted(listedIn('stages')),
    /** Percent, in place of the stage's while the deal is open. */
    probability: optional(integer({ min: 0, max: 100 })),
    expectedCloseDate: optional(date()),
    /** Asked for where the deal comes into a stage that means lost, and kept in such stages only. */
    lostReason: optional(text({ max: 300 })),
    closedAt: kept(instant()),
    stageSince: kept(instant()),
    /** Time spent in stages before the present one. */
    stageSeconds: kept(durations()),
    /** The stage that a won or lost deal came from. */
    openStageId: kept(text({ max: 40 })),
    /** The last open stage, in the pipeline's order of now, that the deal ever was in; of a won deal the one it is in. */
    furthestStageId: kept(listedIn('stages')),
    /** Where the card lies in its stage: text that sorts. */
    position: kept(text({ max: 60 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
  },
  hasActivities: true,
  title: 'title',
  row: [
    'title',
    'value',
    'exchangeRate',
    'customerId',
    'pipelineId',
    'stageId',
    'probability',
    'expectedCloseDate',
    'closedAt',
    'stageSince',
    'furthestStageId',
    'position',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'value', 'closeDate', 'position'],
  filters: ['pipelineId', 'stageId', 'furthestStageId', 'customerId', 'ownerId', 'tagIds'],
  days: { close: { fields: ['closedAt', 'expectedCloseDate'], sort: 'closeDate' } },
  listDescription:
    'The day of closing (`closeFrom`, `closeTo`, `sort=closeDate`) is the one on which a deal was closed, and of an open deal the expected one. Sorted by value, deals follow each other by what they are worth in the organization’s currency: one in another currency by the rate that was given with it, without one as worth nothing.',
});
export type Deal = RecordOf<typeof deal.fields>;
export type DealRow = RowOf<typeof deal.fields, keyof typeof deal.fields>;

const one = '/v1/orgs/{orgId}/deals/{id}';

/** A stage with its counts, in minor units of the organization's currency; a sum beyond 2^53 − 1 stays there. */
export const stageSums = z.object({
  stageId: z.string(),
  count: z.int(),
  sumMinor: z.int(),
  weightedMinor: z.int(),
});

const column = z.extend(stageSums, {
  /** False where counters do not know these filters, or a team is too large: then the numbers are those of `cards`. */
  isExact: z.boolean(),
  cards: page(deal.listRow),
});

const filter = z.optional(queryList(line(40), limits.statusesPerList));

export const deals = resource('deals', '/v1/orgs/{orgId}/deals', {
  ...recordOperations(deal, 'deals', 0),
  board: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/deals/board',
    access: 'deal:read',
    summary: 'A pipeline as columns: counts and sums of each stage, and its first 50 cards.',
    query: z.strictObject({
      /** The first pipeline in use where it is left out. */
      pipelineId: z.optional(line(40)),
      ownerId: filter,
      tagIds: filter,
      limit: pageQuery.limit,
    }),
    output: z.object({ pipelineId: z.string(), columns: z.array(column) }),
  }),
  move: operation({
    method: 'POST',
    path: `${one}/move`,
    access: 'deal:update',
    summary: 'Move a deal to a stage and, within it, behind another deal or to the top.',
    description: 'Into a stage that means lost only with the reason.',
    body: z.strictObject({
      stageId: line(40),
      afterId: z.optional(z.nullable(id)),
      lostReason: z.optional(line(300)),
    }),
    output: deal.record,
    ifMatch: true,
  }),
  win: operation({
    method: 'POST',
    path: `${one}/win`,
    access: 'deal:update',
    summary: 'Mark a deal as won, today or on a day before.',
    body: z.strictObject({ closedOn: z.optional(calendarDate) }),
    output: deal.record,
    ifMatch: true,
  }),
  lose: operation({
    method: 'POST',
    path: `${one}/lose`,
    access: 'deal:update',
    summary: 'Mark a deal as lost, with the reason.',
    body: z.strictObject({ reason: line(300) }),
    output: deal.record,
    ifMatch: true,
  }),
  reopen: operation({
    method: 'POST',
    path: `${one}/reopen`,
    access: 'deal:update',
    summary: 'Take a won or lost deal back to the stage it came from.',
    output: deal.record,
    ifMatch: true,
  }),
});
