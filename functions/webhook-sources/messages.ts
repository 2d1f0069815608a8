import { limits } from '#contract/limits.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { ReceivedMessage, webhookSources } from '#contract/webhook-source.ts';
import { randomUUID } from 'node:crypto';
import type { Context } from '#data/organization/context.ts';
import { decodeCursor, encodeCursor, listHash } from '#data/records/cursor.ts';
import {
  endMessage,
  messageIdIn,
  readMessage,
  shownMessage,
  storeMessage,
  summaryOf,
  type StoredMessage,
} from '#data/sources/received.ts';
import { query, type Item } from '#data/store/table.ts';
import { receivedKey, receivedPrefix } from '#data/store/webhook-keys.ts';
import { loadSource } from './load-source.ts';

type Operations = (typeof webhookSources)['operations'];

/** Takes a message as if it had been sent. */
export async function test(
  context: Context,
  { id: sourceId, body }: InputOf<Operations['test']>,
): Promise<ReceivedMessage> {
  const { orgId, now } = context;
  await loadSource(context, sourceId);
  const { payload, contentType } = body;
  const identity = `test ${randomUUID()}`;
  const id = await storeMessage(context, { orgId, sourceId, identity, contentType, payload, now });
  return shownMessage(context, await loadMessage(context, sourceId, id));
}

export const idOf = ({ id }: ReceivedMessage): string[] => [id];

/** The answer to a repeated request for a test. */
export const testedAgain = (
  context: Context,
  { orgId, id }: InputOf<Operations['test']>,
  [messageId = '']: string[],
): Promise<ReceivedMessage> => getMessage(context, { orgId, id, messageId });

export async function loadMessage(context: Context, sourceId: string, id: string): Promise<StoredMessage> {
  const found = await readMessage(context, context.orgId, sourceId, id);
  if (!found) throw new ProblemError('not_found');
  return found;
}

export async function getMessage(
  context: Context,
  { id, messageId }: InputOf<Operations['getMessage']>,
): Promise<ReceivedMessage> {
  await loadSource(context, id);
  return shownMessage(context, await loadMessage(context, id, messageId));
}

/** With filters, this many messages are read for a page at most. */
const readMost = 1_000;

export async function listMessages(
  context: Context,
  { id, state, limit = limits.pageSizeDefault, cursor }: InputOf<Operations['listMessages']>,
): Promise<OutputOf<Operations['listMessages']>> {
  await loadSource(context, id);
  const { pk } = receivedKey(context.orgId, id, '');
  const hash = listHash(['received', pk, state?.join()]);
  const start = decodeCursor(hash, cursor);
  const found: StoredMessage[] = [];
  let lastKey: Item | undefined = start && { pk, sk: receivedPrefix + start.id };
  let read = 0;
  do {
    const page: Awaited<ReturnType<typeof query<StoredMessage>>> = await query<StoredMessage>(context, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': receivedPrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit + 1,
      ...(lastKey ? { ExclusiveStartKey: lastKey } : {}),
    });
    found.push(...page.items.filter((one) => !state || state.includes(one.state)));
    read += page.scanned;
    lastKey = page.lastKey;
  } while (lastKey && found.length <= limit && read < readMost);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : lastKey && { sk: String(lastKey.sk) };
  return {
    items: items.map(summaryOf),
    ...(last ? { nextCursor: encodeCursor(hash, { sortValue: '', id: messageIdIn(last) }) } : {}),
  };
}

/** Puts a held message aside. Others stay as they are. */
export async function ignore(
  context: Context,
  { id, messageId }: InputOf<Operations['ignore']>,
): Promise<ReceivedMessage> {
  await loadSource(context, id);
  const message = await loadMessage(context, id, messageId);
  if (message.state !== 'held') throw new ProblemError('conflict', 'message_not_held');
  if (!(await endMessage(context, message, { state: 'ignored' }))) throw new ProblemError('unavailable');
  return shownMessage(context, await loadMessage(context, id, messageId));
}
