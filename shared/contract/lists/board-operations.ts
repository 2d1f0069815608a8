import * as z from 'zod/mini';
import { id, line } from '../field.ts';
import { limits } from '../limits.ts';
import { inSentence } from '../noun.ts';
import { operation, type AnyOperation } from '../operation.ts';
import { itemPatterns, pageQuery, queryList } from '../page.ts';
import type { Board, RecordType } from '../record-type.ts';
import { listLimits } from './list-limits.ts';
import { listQuestion } from './list-question.ts';
import { recordPermission } from '../record-permission.ts';

type BoardType = RecordType & { board: Board };

/** Whether records of a type can be shown as a board. */
export const hasBoard = (type: RecordType): type is BoardType => type.board !== undefined;

const boardPath = ({ plural }: RecordType): string => `/v1/orgs/{orgId}/${plural}/board`;

/** IDs, or words such as `none` for records without a value. */
const filter = (...words: string[]) =>
  z.optional(
    queryList(
      z.union([id, z.enum(words)]),
      limits.statusesPerList,
      `${itemPatterns.id}|${itemPatterns.oneOf(words)}`,
    ),
  );

/** What the columns of a board are called. */
const columnNoun = ({ within }: Board): string => (within === undefined ? 'status' : 'stage');

/** The list that a board's columns are a part of, such as a pipeline. */
const withinField = ({ within }: Board, schema: z.ZodMiniType) =>
  within === undefined ? {} : { [within]: schema };

/**
 * Sums are in minor units of the organization's currency and capped at 2^53 − 1. They leave out values in other currencies
 * without an exchange rate; see `counting`.
 */
const sumsIn = ({ sums }: Board) =>
  Object.fromEntries(Object.keys(sums ?? {}).map((name) => [name, z.int()] as const));

function boardIn({ board, listRow }: BoardType) {
  const column = z.object({
    [board.by]: z.string(),
    /** The number of records in the column. */
    count: z.int(),
    ...sumsIn(board),
    /**
     * The first cards. Get the next ones from the list of records, filtered and sorted like the column. With a query
     * (POST), send the query again with `next` instead.
     */
    cards: z.object({ items: z.array(listRow), nextCursor: z.optional(z.string()), total: z.int() }),
  });
  return z.object({ ...withinField(board, z.string()), columns: z.array(column) });
}

const limitText = (board: Board): string =>
  `\`limit\` sets the number of cards per ${columnNoun(board)} (50 by default).`;
const orderText = ({ sort }: Board): string =>
  sort === undefined ? '' : ` Cards are sorted by \`${sort}\`.`;

/** The board of a type by query parameters. */
const boardOf = (type: BoardType) =>
  operation({
    method: 'GET',
    path: boardPath(type),
    access: recordPermission(type.name, 'read'),
    summary: `Get ${inSentence(type.nouns.en.many)} as a board, with the number${type.board.sums ? ', the total values' : ''} and the first cards of each ${columnNoun(type.board)}.`,
    description: `${limitText(type.board)}${orderText(type.board)} With \`current=true\`, the board includes every change whose response was sent before this request. Otherwise, it can lag briefly.`,
    query: z.strictObject({
      /** By default the first one in use. */
      ...withinField(type.board, z.optional(line(40))),
      /** Only records that match these search terms. */
      q: z.optional(line(limits.searchCharactersMax)),
      ...(type.filters.includes('ownerId') ? { ownerId: filter('me', 'none') } : {}),
      ...(type.filters.includes('tagIds') ? { tagIds: filter('none') } : {}),
      limit: pageQuery.limit,
      /** Whether the board must include every change whose response was sent before the request. */
      current: z.optional(z.literal('true')),
    }),
    output: boardIn(type),
  });

/** The board of a type, limited to the records that match any filter. */
const queryBoardOf = (type: BoardType) =>
  operation({
    method: 'POST',
    path: boardPath(type),
    access: recordPermission(type.name, 'read'),
    isQuery: true,
    summary: `Query ${inSentence(type.nouns.en.many)} as a board, with any filter.`,
    description: `${limitText(type.board)}${orderText(type.board)}`,
    body: z.strictObject({
      /** By default the first one in use. */
      ...withinField(type.board, z.optional(line(40))),
      /** Only this column, with its next cards. The cursor is its `nextCursor`. */
      next: z.optional(
        z.strictObject({ [type.board.by]: line(40), cursor: line(listLimits.cursorCharacters) }),
      ),
      ...z.pick(listQuestion, { q: true, filter: true, teamOf: true, limit: true, current: true }).shape,
    }),
    bodyExamples: { 'Records without an open task': { filter: { field: 'nextTaskAt', op: 'isEmpty' } } },
    output: boardIn(type),
  });

/** The operations of the boards of all types that have one, and their paths. The function for lists serves them. */
export const boardOperations = (types: readonly RecordType[]) => ({
  paths: types.filter(hasBoard).map(boardPath),
  operations: Object.fromEntries<AnyOperation>(
    types.filter(hasBoard).flatMap((type) => [
      [`${type.plural}.board`, boardOf(type)],
      [`${type.plural}.queryBoard`, queryBoardOf(type)],
    ]),
  ),
});
