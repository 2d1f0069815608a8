import { countedMessages } from '#contract/log-messages.ts';
import type { Item } from '../sdk/client.ts';
import { move, type DueRow, type Outcome } from '../due/end-due-item.ts';
import { dueAttributes } from '../due/kinds.ts';
import { unroutedKey, type Key } from '../store/keys.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { deleteItem, getItem, putItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { readListening } from './listening.ts';
import { dispatch, route } from './send-routed.ts';
import type { TableEvent } from './table-event.ts';

/** Minutes between two attempts. */
const againMinutes = 5;

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
      ...dueAttributes('unrouted-change', id, new Date().toISOString()),
    },
  });
}

/** Tries a kept change again whose next attempt is due. */
export async function routeAgain(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const { pk, sk } = row;
  const kept = await getItem<UnroutedItem>(session, { pk, sk });
  if (!kept) return 'left';
  try {
    const after = kept.written && (await getItem<Key & Item>(session, kept.written));
    const event = { before: kept.before, after };
    await dispatch(event, (orgId) => readListening(session, orgId));
    await route(event);
  } catch (error) {
    logUnrouted(row, error);
    await move(session, row, new Date(Date.parse(now) + againMinutes * 60_000).toISOString());
    return 'left';
  }
  await deleteItem(session, { Key: { pk, sk } });
  return 'taken';
}

/** An alarm counts these lines. */
const logUnrouted = ({ pk, sk }: Key, error: unknown): void =>
  writeLog({ level: 'error', message: countedMessages.notRouted, pk, sk, error: errorNameOf(error) });
