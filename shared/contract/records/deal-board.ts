import * as z from 'zod/mini';
import { id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { listLimits } from '../lists/list-limits.ts';
import { operation } from '../operation.ts';
import { itemPatterns, pageQuery, queryList } from '../page.ts';
import { listQuestion } from '../lists/list-question.ts';
import { deal } from './deal.ts';

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
   * The first cards. Get the next ones from the list of deals, sorted by `position` and filtered like the board. With a
   * query (POST), send the query again with `next` instead.
   */
  cards: z.object({ items: z.array(deal.listRow), nextCursor: z.optional(z.string()), total: z.int() }),
});

/** IDs, or words such as `none` for deals without a value. */
const filter = (...words: string[]) =>
  z.optional(
    queryList(
      z.union([id, z.enum(words)]),
      limits.statusesPerList,
      `${itemPatterns.id}|${itemPatterns.oneOf(words)}`,
    ),
  );

const board = z.object({ pipelineId: z.string(), columns: z.array(column) });
const path = '/v1/orgs/{orgId}/deals/board';

/** A pipeline as a board. The function for lists serves it. */
export const dealBoard = operation({
  method: 'GET',
  path,
  access: 'deal:read',
  summary:
    'Get a pipeline as a board, with the number of deals, the total values and the first cards of each stage.',
  description:
    '`limit` sets the number of cards per stage (50 by default). With `current=true`, the board includes every change whose response was sent before this request. Otherwise, it can lag briefly.',
  query: z.strictObject({
    /** By default the first pipeline in use. */
    pipelineId: z.optional(line(40)),
    /** Only deals that match these search terms. */
    q: z.optional(line(limits.searchCharactersMax)),
    ownerId: filter('me', 'none'),
    tagIds: filter('none'),
    limit: pageQuery.limit,
    /** Whether the board must include every change whose response was sent before the request. */
    current: z.optional(z.literal('true')),
  }),
  output: board,
});

/** A board of the deals that match any filter. */
export const dealBoardQuery = operation({
  method: 'POST',
  path,
  access: 'deal:read',
  isQuery: true,
  summary: 'Query a pipeline as a board, with any filter.',
  description: '`limit` sets the number of cards per stage (50 by default).',
  body: z.strictObject({
    /** By default the first pipeline in use. */
    pipelineId: z.optional(line(40)),
    /** Only this stage, with its next cards. The cursor is its `nextCursor`. */
    next: z.optional(z.strictObject({ stageId: line(40), cursor: line(listLimits.cursorCharacters) })),
    ...z.pick(listQuestion, { q: true, filter: true, teamOf: true, limit: true, current: true }).shape,
  }),
  bodyExamples: {
    'Deals over 10,000 dollars without an open task': {
      filter: {
        and: [
          { field: 'value', op: 'more', value: { amountMinor: 1_000_000, currency: 'USD' } },
          { field: 'nextTaskAt', op: 'isEmpty' },
        ],
      },
    },
  },
  output: board,
});
