import { v7 as uuidv7 } from 'uuid';
import type { duplicates, NotDuplicates } from '#contract/duplicate-scan.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError, type FieldFault } from '#contract/problem.ts';
import type { ComparedType } from '#contract/typed-values.ts';
import {
  findNotDuplicates,
  notDuplicatesActions,
  notDuplicatesPage,
  notDuplicatesRemoval,
  type StoredNotDuplicates,
} from '#data/duplicate-scans/not-duplicates.ts';
import { scanOwner } from '#data/duplicate-scans/scan-runs.ts';
import type { Context } from '#data/organization/context.ts';
import { cursorText, openCursor } from '#data/records/cursor.ts';
import { readTitles, readVisible } from '#data/records/visible.ts';
import { transactOnce } from '#data/store/idempotency.ts';
import { transact } from '#data/store/transact.ts';
import { comparedType } from './compared-type.ts';

type Operations = (typeof duplicates)['operations'];

/** Whether the caller can see a declaration: their own, or any for those who can read all records of the type. */
const isSeen = (context: Context, { recordType, createdBy }: StoredNotDuplicates): boolean =>
  createdBy === context.actor.userId || scanOwner(context, recordType) === undefined;

export function add(
  context: Context,
  input: InputOf<Operations['addNotDuplicates']>,
): Promise<NotDuplicates> {
  const recordType = comparedType(input.recordType);
  return transactOnce(
    context,
    async () => {
      const { recordIds } = input.body;
      await checkRecords(context, recordType, recordIds);
      const stored: StoredNotDuplicates = {
        id: uuidv7(),
        recordType,
        recordIds,
        createdBy: context.actor.userId,
        createdAt: context.now,
      };
      return {
        actions: notDuplicatesActions(context, stored),
        ids: [stored.id],
        value: await shown(context, stored),
      };
    },
    async ([id = '']) => shown(context, await load(context, recordType, id)),
  );
}

/** Throws unless the ids are those of different records that the caller can see. */
async function checkRecords(
  context: Context,
  recordType: ComparedType,
  ids: readonly string[],
): Promise<void> {
  scanOwner(context, recordType);
  const found = await readVisible(
    context,
    ids.map((id) => ({ type: recordType, id })),
  );
  const errors = ids.flatMap((id, at): FieldFault[] => {
    const pointer = `/recordIds/${at}`;
    if (ids.indexOf(id) < at) return [{ pointer, code: 'repeated' }];
    // A record that was merged is found as the one that remains.
    return found.get(id)?.id === id ? [] : [{ pointer, code: 'unknown_reference' }];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

export async function list(
  context: Context,
  { recordType: name, cursor, limit = limits.pageSizeDefault }: InputOf<Operations['listNotDuplicates']>,
): Promise<OutputOf<Operations['listNotDuplicates']>> {
  const recordType = comparedType(name);
  const before = cursor === undefined ? undefined : openCursor<Cursor>(recordType, cursor, isPlace).i;
  const { items, last } = await seenDeclarations(context, recordType, { before, limit });
  const titles = await titlesOf(context, items);
  return {
    items: items.map((stored) => answer(stored, titles)),
    ...(last === undefined
      ? {}
      : { nextCursor: cursorText({ v: 1, l: recordType, i: last } satisfies Cursor) }),
  };
}

/**
 * The declarations that the caller can see, from a place on. `last` is the one after which others may follow. Only some of
 * those of others are passed over, so a page can have fewer than `limit` and still be followed by another one.
 */
async function seenDeclarations(
  context: Context,
  recordType: ComparedType,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<{ items: StoredNotDuplicates[]; last?: string }> {
  const seesAll = scanOwner(context, recordType) === undefined;
  const items: StoredNotDuplicates[] = [];
  let last = before;
  for (let read = 0; read < limits.boundedReadItems; read += limits.pageSizeMax) {
    const page = await notDuplicatesPage(context, recordType, {
      before: last,
      limit: seesAll ? limit : limits.pageSizeMax,
    });
    for (const [index, stored] of page.items.entries()) {
      last = stored.id;
      if (!isSeen(context, stored)) continue;
      items.push(stored);
      const isEnd = page.isLast && index === page.items.length - 1;
      if (items.length === limit) return isEnd ? { items } : { items, last };
    }
    if (page.isLast) return { items };
  }
  return last === undefined ? { items } : { items, last };
}

/** The last declaration of a page. */
interface Cursor {
  v: 1;
  l: string;
  i: string;
}

const isPlace = (value: Partial<Cursor>): value is Cursor =>
  value.v === 1 && typeof value.l === 'string' && typeof value.i === 'string' && value.i.length === 36;

export async function remove(
  context: Context,
  { recordType, id }: InputOf<Operations['removeNotDuplicates']>,
): Promise<null> {
  await transact(context, notDuplicatesRemoval(context, await load(context, comparedType(recordType), id)));
  return null;
}

async function load(context: Context, recordType: ComparedType, id: string): Promise<StoredNotDuplicates> {
  const found = await findNotDuplicates(context, recordType, id);
  if (!found || !isSeen(context, found)) throw new ProblemError('not_found');
  return found;
}

const titlesOf = (context: Context, declarations: readonly StoredNotDuplicates[]) =>
  readTitles(
    context,
    declarations.flatMap(({ recordType, recordIds }) => recordIds.map((id) => ({ type: recordType, id }))),
  );

const shown = async (context: Context, stored: StoredNotDuplicates): Promise<NotDuplicates> =>
  answer(stored, await titlesOf(context, [stored]));

const answer = (
  { id, recordIds, createdBy, createdAt }: StoredNotDuplicates,
  titles: ReadonlyMap<string, string>,
): NotDuplicates => ({
  id,
  records: recordIds.map((recordId) => {
    const title = titles.get(recordId);
    return { id: recordId, ...(title ? { title } : {}) };
  }),
  createdBy,
  createdAt,
});
