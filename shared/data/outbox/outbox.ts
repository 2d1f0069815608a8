import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { ifPresent } from '../store/condition.ts';
import { outboxKey, type Key } from '../store/keys.ts';
import type { Item } from '../sdk/client.ts';
import { deleteItem, getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { Effect, Effects, OutboxItem } from './effects.ts';
import { asOutboxItem } from './items-of-0-9.ts';

/**
 * The action that makes an effect follow from a transaction: the relay reads the item from the stream and queues its key,
 * and the worker removes it. An item that nobody has taken after `limits.outboxDays` is dropped.
 */
export function effectAction<E extends Effect>(
  { orgId, now }: { orgId: string; now: string },
  effect: E,
  what: Effects[E],
  /** In whose partition the item is, so that it is removed with the record. */
  record?: Key,
): Action {
  return {
    put: {
      Item: {
        ...outboxKey(orgId, uuidv7(), record),
        kind: 'outbox',
        org: orgId,
        effect,
        what,
        requestedAt: now,
        expiresAt: epochSeconds(now) + limits.outboxDays * 86_400,
      },
    },
  };
}

/** The action that removes an item in the transaction that is its effect, which then happens only once. */
export const removalOf = ({ pk, sk }: OutboxItem): Action => ({ remove: { Key: { pk, sk }, ...ifPresent } });

/**
 * Makes an effect happen that is still to happen. Queues deliver messages at least once: a second one finds no item. If the
 * function ends between the effect and the removal, the effect happens twice.
 */
export async function takeEffect(
  session: Session,
  { pk, sk }: Key,
  effects: { [E in Effect]: (session: Session, item: OutboxItem<E>) => Promise<string> },
): Promise<string> {
  const stored = await getItem<Item & Key>(session, { pk, sk });
  const item = stored && asOutboxItem(stored);
  if (!item) return 'nothing left';
  const happen = effects[item.effect] as (session: Session, item: OutboxItem) => Promise<string>;
  const outcome = await happen(session, item);
  await deleteItem(session, { Key: { pk, sk } });
  return `${item.effect} ${outcome}`;
}
