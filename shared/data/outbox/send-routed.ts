import { createHash } from 'node:crypto';
import { recordKey } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import { receivedAt } from '../store/webhook-keys.ts';
import { hasListeners, type Listening } from './listening.ts';
import { asOutboxItem } from './items-of-0-9.ts';
import { changeRoutes, effectRoutes, removalRoutes, type Routed } from './routes.ts';
import { changeFrom, type TableEvent } from './table-event.ts';

/** Queues what follows from what happened to an item, besides what webhooks tell of it. */
export async function route(event: TableEvent): Promise<void> {
  await passOn(event);
  for (const { queue, message, group } of messagesOf(event)) await send(queue, message, { group });
}

/** Ids of messages have 128 characters at most. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Queues a change of a record that webhooks tell of, behind the earlier changes of the record. */
export async function dispatch(
  { before, after }: TableEvent,
  listeningOf: (orgId: string) => Promise<Listening>,
): Promise<void> {
  if (before || !after) return;
  const isTold =
    after.kind === 'recordErased' ||
    (after.kind === 'change' && (await hasListeners(changeFrom(after), listeningOf)));
  if (!isTold) return;
  const { pk, sk, org: orgId } = after;
  // The changes of an erased record may still be on their way.
  const group =
    after.kind === 'recordErased'
      ? recordKey(String(orgId), String(after.recordType), String(after.recordId)).pk
      : pk;
  await send('dispatch', { orgId, pk, sk }, { group, once: hashOf(`${pk} ${sk}`) });
}

/** Queues a new message of another program behind the earlier ones of its source. */
async function passOn({ before, after }: TableEvent): Promise<void> {
  if (before || after?.kind !== 'received') return;
  const { orgId, sourceId, id } = receivedAt(after);
  await send('received', { orgId, sourceId, id, round: 0 }, { group: sourceId, once: `${id}#0` });
}

/** The messages that follow from what happened to an item. */
function messagesOf({ before, after }: TableEvent): Routed[] {
  return [
    ...(after && !before ? messagesOfNew(after) : []),
    ...(before ? messagesOfGone(before, after) : []),
  ];
}

type Image = NonNullable<TableEvent['after']>;

function messagesOfNew(item: Image): Routed[] {
  if (item.kind === 'change') {
    const change = changeFrom(item);
    return changeRoutes
      .filter(({ type, actions }) => type === change.type && (actions?.includes(change.action) ?? true))
      .flatMap(({ send }) => send(change));
  }
  const effect = asOutboxItem(item);
  return effect ? effectRoutes[effect.effect](effect) : [];
}

function messagesOfGone(before: Image, after: Image | undefined): Routed[] {
  // A new scan for duplicates replaces the one before it.
  const isGone = after === undefined || before.scanId !== after.scanId;
  if (!isGone) return [];
  return removalRoutes[before.kind as string]?.(before as Image & { org: string }) ?? [];
}
