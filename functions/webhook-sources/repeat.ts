import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { ReceivedMessage, webhookSources } from '#contract/webhook-source.ts';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import { readHeldIds } from '#data/sources/held.ts';
import { queueMessage, readMessage, shownMessage, waitAgain } from '#data/sources/received.ts';
import { loadMessage } from './messages.ts';
import { loadSource } from './load-source.ts';

type Operations = (typeof webhookSources)['operations'];

/** Has a message be read again. One that waits is queued once more. */
export async function repeat(
  context: Context,
  { id: sourceId, messageId: id }: InputOf<Operations['repeat']>,
): Promise<ReceivedMessage> {
  const { orgId, now } = context;
  await loadSource(context, sourceId);
  const message = await loadMessage(context, sourceId, id);
  const after = message.state === 'waiting' ? message : await waitAgain(context, message, now);
  if (!after) throw new ProblemError('unavailable');
  await queueMessage({ orgId, sourceId, id, round: after.round });
  return shownMessage(context, after);
}

/** Has the messages be read again that are held. */
export async function repeatMany(
  context: Context,
  { id: sourceId, body }: InputOf<Operations['repeatMany']>,
): Promise<OutputOf<Operations['repeatMany']>> {
  const { orgId, now } = context;
  await loadSource(context, sourceId);
  const hash = listHash(['held', orgId, sourceId]);
  const start = decodeCursor(hash, body.cursor)?.id;
  const { ids, hasMore } = await readHeldIds(context, {
    ...{ orgId, sourceId, start },
    limit: limits.webhookReplaysMax,
  });
  let count = 0;
  for (const id of ids) {
    const message = await readMessage(context, orgId, sourceId, id);
    const after = message?.state === 'held' ? await waitAgain(context, message, now) : undefined;
    // One that has changed meanwhile is being read.
    if (!after) continue;
    await queueMessage({ orgId, sourceId, id, round: after.round });
    count += 1;
  }
  const last = hasMore ? ids.at(-1) : undefined;
  return {
    count,
    ...(last === undefined ? {} : { nextCursor: encodeCursor(hash, { sortValue: '', id: last }) }),
  };
}

type Step = OutputOf<Operations['repeatMany']>;

/** What is kept of a step, for a repeated request, which has nothing be read again. */
export const stepOf = ({ count, nextCursor }: Step): string[] => [
  String(count),
  ...(nextCursor === undefined ? [] : [nextCursor]),
];
export const repeatedMany = (
  _context: Context,
  _input: unknown,
  [count = '0', nextCursor]: string[],
): Promise<Step> =>
  Promise.resolve({ count: Number(count), ...(nextCursor === undefined ? {} : { nextCursor }) });
