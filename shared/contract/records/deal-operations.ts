import * as z from 'zod/mini';
import { calendarDate, id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { page, pageQuery, queryList } from '../page.ts';
import { recordResource } from '../record-operations.ts';
import { deal } from './deal.ts';

const one = '/v1/orgs/{orgId}/deals/{id}';

/**
 * The number of deals in a stage, their total value, and the value weighted by probability. Values are in minor units
 * of the organization's currency and capped at 2^53 − 1.
 */
export const stageSums = z.object({
  stageId: z.string(),
  count: z.int(),
  sumMinor: z.int(),
  weightedMinor: z.int(),
});

const column = z.extend(stageSums, {
  /**
   * False if the totals include only the deals in `cards`, although there can be more. This happens in very large
   * teams, with filters by tag, and in searches that find too many deals.
   */
  isExact: z.boolean(),
  cards: page(deal.listRow),
});

const filter = z.optional(queryList(line(40), limits.statusesPerList));

export const deals = recordResource(deal, {
  board: operation({
    method: 'GET',
    path: '/v1/orgs/{orgId}/deals/board',
    access: 'deal:read',
    summary:
      'Get a pipeline as a board, with the number of deals, the total values and the first cards of each stage.',
    description: '`limit` sets the number of cards per stage (50 by default).',
    query: z.strictObject({
      /** By default the first pipeline in use. */
      pipelineId: z.optional(line(40)),
      /** Only deals that match these search terms. */
      q: z.optional(line(limits.searchCharactersMax)),
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
    summary: 'Move a deal to a stage, at the top or after another deal.',
    description: 'Moving to a lost stage requires a reason.',
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
    summary: 'Mark a deal as won, today or on an earlier day.',
    body: z.strictObject({ closedOn: z.optional(calendarDate) }),
    output: deal.record,
    ifMatch: true,
  }),
  lose: operation({
    method: 'POST',
    path: `${one}/lose`,
    access: 'deal:update',
    summary: 'Mark a deal as lost, with a reason.',
    body: z.strictObject({ reason: line(300) }),
    output: deal.record,
    ifMatch: true,
  }),
  reopen: operation({
    method: 'POST',
    path: `${one}/reopen`,
    access: 'deal:update',
    summary: 'Reopen a won or lost deal in the stage it came from.',
    output: deal.record,
    ifMatch: true,
  }),
});
