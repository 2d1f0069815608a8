import { createHash, randomBytes } from 'node:crypto';
import { limits } from '#contract/limits.ts';
import type { ReceivedMessage, ReceivedState, ReceivedSummary } from '#contract/webhook-source.ts';
import { dueAttributes, type DueAttributes } from '../due/kinds.ts';
import { move, type DueRow, type Outcome } from '../due/end-due-item.ts';
import type { Item } from '../sdk/client.ts';
import { ifAbsent, ifEquals, setting, under } from '../store/condition.ts';
import type { Key } from '../store/keys.ts';
import { send } from '../store/queue.ts';
import { deleteItem, getItem, getItems, isConditionFailed, putItem, updateItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import {
  heldMessageKey,
  receivedAt,
  receivedIdKey,
  receivedKey,
  receivedPartKey,
  receivedPrefix,
} from '../store/webhook-keys.ts';
import { epochSeconds } from '../values/epoch.ts';
import { idAt, lookAgainAt } from '../webhooks/delivery.ts';

/** A message of a source, and what was made of it. While it waits, it is due, so that it isn't lost with a queue's message. */
export interface StoredMessage extends Key, Partial<DueAttributes> {
  kind: 'received';
  org: string;
  /** The id that the other program has given it. */
  messageId?: string;
  receivedAt: string;
  contentType?: string;
  bytes: number;
  /** Missing if it is in parts, or was erased. */
  payload?: string;
  parts?: number;
  state: ReceivedState;
  /** How often it was to be read again. */
  round: number;
  action?: 'created' | 'updated';
  recordType?: string;
  recordId?: string;
  /** `ReceivedProblem`s as JSON. */
  problems?: string;
}

/** An item has room for 400 KB. */
const partBytes = 300_000;
const days = (count: number): number => count * 86_400;

interface NewMessage {
  orgId: string;
  sourceId: string;
  /** What is the same whenever the other program sends it again. */
  identity: string;
  messageId?: string | undefined;
  contentType?: string | undefined;
  payload: string;
  now: string;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/**
 * Stores a message once, and returns its id. `relay` queues it. Whatever was written before somebody ended is found by the
 * next attempt of the other program, because that has got no answer.
 */
export async function storeMessage(session: Session, made: NewMessage): Promise<string> {
  const { orgId, sourceId, identity, messageId, contentType, payload, now } = made;
  const keptUntil = epochSeconds(now) + days(limits.webhookDays);
  const fresh = idAt(now, randomBytes(9).toString('hex'));
  const marker = receivedIdKey(orgId, sourceId, hashOf(identity));
  const id = await once(session, {
    ...marker,
    kind: 'receivedId',
    org: orgId,
    id: fresh,
    expiresAt: keptUntil,
  });
  const bytes = Buffer.from(payload);
  const parts = bytes.length > partBytes ? Math.ceil(bytes.length / partBytes) : undefined;
  for (let part = 0; part < (parts ?? 0); part += 1)
    await putItem(session, {
      Item: {
        ...receivedPartKey(orgId, sourceId, id, part),
        ...{ kind: 'receivedPart', org: orgId },
        bytes: bytes.subarray(part * partBytes, (part + 1) * partBytes),
        expiresAt: epochSeconds(now) + days(limits.heldMessageDays),
      },
    });
  const item: StoredMessage = {
    ...receivedKey(orgId, sourceId, id),
    kind: 'received',
    org: orgId,
    ...(messageId === undefined ? {} : { messageId }),
    receivedAt: now,
    ...(contentType === undefined ? {} : { contentType }),
    bytes: bytes.length,
    ...(parts === undefined ? { payload } : { parts }),
    state: 'waiting',
    round: 0,
    ...dueAttributes('received-message', id, lookAgainAt(now)),
  };
  try {
    await putItem(session, { Item: { ...item, expiresAt: keptUntil } as Item, ...ifAbsent });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
  return id;
}

/** Writes a marker, or returns the id in the one that is there. */
async function once(session: Session, marker: Key & { id: string } & Item): Promise<string> {
  try {
    await putItem(session, { Item: marker, ...ifAbsent });
    return marker.id;
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
    const { pk, sk } = marker;
    return (await getItem<Key & { id: string }>(session, { pk, sk }))?.id ?? marker.id;
  }
}

export const readMessage = (
  session: Session,
  orgId: string,
  sourceId: string,
  id: string,
): Promise<StoredMessage | undefined> => getItem<StoredMessage>(session, receivedKey(orgId, sourceId, id));

/** The message as it came. Undefined once it was erased. */
export async function payloadOf(session: Session, message: StoredMessage): Promise<string | undefined> {
  const { parts, payload } = message;
  if (parts === undefined) return payload === '' ? undefined : payload;
  const { orgId, sourceId, id } = receivedAt(message);
  const keys = Array.from({ length: parts }, (_, part) => receivedPartKey(orgId, sourceId, id, part));
  const found = await getItems<Item & { bytes: Uint8Array }>(session, keys);
  if (found.some((part) => part === undefined)) return undefined;
  return Buffer.concat(found.flatMap((part) => (part ? [part.bytes] : []))).toString();
}

/** What the queue says about a message. */
export interface ReceivedNotice {
  orgId: string;
  sourceId: string;
  id: string;
  round: number;
}

/** Queues a message behind the earlier ones of its source. */
export const queueMessage = ({ orgId, sourceId, id, round }: ReceivedNotice): Promise<void> =>
  send('received', { orgId, sourceId, id, round }, { group: sourceId, once: `${id}#${round}` });

/** What became of a message. */
export type Made = Pick<StoredMessage, 'action' | 'recordType' | 'recordId' | 'problems'> & {
  state: Exclude<ReceivedState, 'waiting'>;
};

/** Stores what became of a message, unless somebody has decided otherwise meanwhile. */
export async function endMessage(session: Session, message: StoredMessage, made: Made): Promise<boolean> {
  const { pk, sk, round, state, receivedAt: since } = message;
  const { orgId, sourceId, id } = receivedAt({ pk, sk });
  const isHeld = made.state === 'held';
  const held = heldMessageKey(orgId, sourceId, id);
  const until = epochSeconds(since) + days(isHeld ? limits.heldMessageDays : limits.webhookDays);
  // Before the state, so that a message that is held is always found.
  if (isHeld)
    await putItem(session, { Item: { ...held, kind: 'heldMessage', org: orgId, expiresAt: until } });
  const gone = (['action', 'recordType', 'recordId', 'problems'] as const).filter(
    (name) => made[name] === undefined && message[name] !== undefined,
  );
  const { UpdateExpression, ...names } = setting({ ...made, expiresAt: until });
  const update = {
    Key: { pk, sk },
    UpdateExpression: `${UpdateExpression} REMOVE ${['g6pk', 'g6sk', ...gone].join(', ')}`,
    ...names,
  };
  try {
    await updateItem(session, under(ifEquals({ round, state }), update));
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
  if (!isHeld && (message.problems !== undefined || state === 'held'))
    await deleteItem(session, { Key: { ...held } });
  return true;
}

/** Has a message be read again. Undefined if it has changed meanwhile. */
export async function waitAgain(
  session: Session,
  message: StoredMessage,
  now: string,
): Promise<StoredMessage | undefined> {
  const { pk, sk, round, state } = message;
  const { id } = receivedAt({ pk, sk });
  const set = {
    state: 'waiting' as const,
    round: round + 1,
    ...dueAttributes('received-message', id, lookAgainAt(now)),
  };
  try {
    await updateItem(session, under(ifEquals({ round, state }), { Key: { pk, sk }, ...setting(set) }));
    return { ...message, ...set };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}

/** Queues a message again whose queue has lost it. */
export async function queueLost(session: Session, row: DueRow, now: string): Promise<Outcome> {
  const { orgId, sourceId, id } = receivedAt(row);
  const message = await readMessage(session, orgId, sourceId, id);
  if (message?.state !== 'waiting') return 'left';
  await queueMessage({ orgId, sourceId, id, round: message.round });
  await move(session, row, lookAgainAt(now));
  return 'taken';
}

export const messageIdIn = ({ sk }: Pick<Key, 'sk'>): string => sk.slice(receivedPrefix.length);

/** A message as lists show it. */
export function summaryOf(message: StoredMessage): ReceivedSummary {
  const { messageId, receivedAt: at, state, action, recordType, recordId, problems, bytes } = message;
  return {
    id: messageIdIn(message),
    ...(messageId === undefined ? {} : { messageId }),
    receivedAt: at,
    state,
    ...(action === undefined ? {} : { action }),
    ...(recordType === undefined ? {} : { recordType }),
    ...(recordId === undefined ? {} : { recordId }),
    ...(problems === undefined
      ? {}
      : { problems: JSON.parse(problems) as NonNullable<ReceivedSummary['problems']> }),
    bytes,
  };
}

export async function shownMessage(session: Session, message: StoredMessage): Promise<ReceivedMessage> {
  const payload = await payloadOf(session, message);
  const { contentType } = message;
  return {
    ...summaryOf(message),
    ...(contentType === undefined ? {} : { contentType }),
    ...(payload === undefined ? {} : { payload }),
  };
}
