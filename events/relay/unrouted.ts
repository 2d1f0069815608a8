import { countedMessages } from '#contract/log-messages.ts';
import type { Item } from '#data/sdk/client.ts';
import { dueUnroutedPartition, unroutedKey, type Key } from '#data/store/keys.ts';
import { errorNameOf, writeLog } from '#data/store/log.ts';
import { deleteItem, getItem, putItem, updateItem } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { handleDue, type DueRow } from '../reader/due-rows.ts';
import { messagesOf } from './route.ts';
import type { Routed } from './routes.ts';
import type { TableEvent } from './table-event.ts';

/** Minutes between two attempts. */
const againMinutes = 5;
/** Seconds of work after one heartbeat. */
const workSeconds = 20;

interface UnroutedItem extends Key {
  /** The item as it was before it was removed or replaced, which is nowhere else. */
  before?: TableEvent['before'];
  /** The item that was written, which is in the table. */
  written?: Key;
}

/** Keeps a change whose messages can't be sent, so that the ones after it aren't held up. `id` is its place in the stream. */
export async function keepUnrouted(
  session: Session,
  { before, after }: TableEvent,
  id: string,
  error: unknown,
): Promise<void> {
  const item = after ?? before;
  if (!item) return;
  logUnrouted(item, error);
  await putItem(session, {
    Item: {
      ...unroutedKey(item, id),
      kind: 'unrouted',
      ...(item.org === undefined ? {} : { org: item.org }),
      ...(before ? { before } : {}),
      ...(after && !before ? { written: { pk: after.pk, sk: after.sk } } : {}),
      g6pk: dueUnroutedPartition,
      g6sk: `${new Date().toISOString()}#${id}`,
    },
  });
}

/** Tries the kept changes again whose next attempt is due. */
export async function routeAgain(session: Session, send: (messages: readonly Routed[]) => Promise<void>) {
  const until = Date.now() + workSeconds * 1000;
  await handleDue(session, dueUnroutedPartition, until, async (row, now) => {
    const kept = await getItem<UnroutedItem>(session, { pk: row.pk, sk: row.sk });
    if (!kept) return false;
    try {
      const after = kept.written && (await getItem<Key & Item>(session, kept.written));
      await send(messagesOf({ before: kept.before, after }));
    } catch (error) {
      logUnrouted(row, error);
      await postpone(session, row, now);
      return false;
    }
    await deleteItem(session, { Key: { pk: row.pk, sk: row.sk } });
    return true;
  });
}

/** An alarm counts these lines. */
const logUnrouted = ({ pk, sk }: Key, error: unknown): void =>
  writeLog({ level: 'error', message: countedMessages.notRouted, pk, sk, error: errorNameOf(error) });

async function postpone(session: Session, { pk, sk, g6sk }: DueRow, now: string): Promise<void> {
  const next = new Date(Date.parse(now) + againMinutes * 60_000).toISOString();
  await updateItem(session, {
    Key: { pk, sk },
    UpdateExpression: 'SET g6sk = :next',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':next': `${next}${g6sk.slice(g6sk.indexOf('#'))}` },
  });
}
