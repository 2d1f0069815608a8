import type { Key } from './keys.ts';

const webhooksPartition = (orgId: string): string => `ORG#${orgId}#WEBHOOKS`;
export const webhookPrefix = 'W#';
export const webhookKey = (orgId: string, id: string): Key => ({
  pk: webhooksPartition(orgId),
  sk: `${webhookPrefix}${id}`,
});
/** What the organization's webhooks listen to, in one small item that is read with each change. */
export const listeningKey = (orgId: string): Key => ({ pk: webhooksPartition(orgId), sk: 'LISTENING' });
/** Exists while all attempts of a webhook fail. */
export const failingKey = (orgId: string, webhookId: string): Key => ({
  pk: webhooksPartition(orgId),
  sk: `FAILING#${webhookId}`,
});

/** Deliveries of a webhook sort by the time of what they are about, because their ids begin with it. */
export const deliveryPrefix = 'D#';
export const deliveryKey = (orgId: string, webhookId: string, id: string): Key => ({
  pk: `ORG#${orgId}#WEBHOOK#${webhookId}`,
  sk: `${deliveryPrefix}${id}`,
});
/** The webhook and the id of a delivery. */
export function deliveryAt({ pk, sk }: Key): { orgId: string; webhookId: string; id: string } {
  const [, orgId = '', , webhookId = ''] = pk.split('#');
  return { orgId, webhookId, id: sk.slice(deliveryPrefix.length) };
}

/** Says until webhooks were told of it that a record was erased with its person. */
export const recordErasedKey = (orgId: string, recordId: string): Key => ({
  pk: webhooksPartition(orgId),
  sk: `ERASED#${recordId}`,
});

export const sourcePrefix = 'S#';
/** A program that sends messages to the organization. */
export const sourceKey = (orgId: string, id: string): Key => ({
  pk: webhooksPartition(orgId),
  sk: `${sourcePrefix}${id}`,
});
const sourcePartition = (orgId: string, sourceId: string): string => `ORG#${orgId}#SOURCE#${sourceId}`;
/** Messages of a source sort by the time at which they came, because their ids begin with it. */
export const receivedPrefix = 'R#';
export const receivedKey = (orgId: string, sourceId: string, id: string): Key => ({
  pk: sourcePartition(orgId, sourceId),
  sk: `${receivedPrefix}${id}`,
});
/** A part of a message that is too large for one item. */
export const receivedPartKey = (orgId: string, sourceId: string, id: string, part: number): Key => ({
  pk: sourcePartition(orgId, sourceId),
  sk: `P#${id}#${part}`,
});
/** Which message had an id of the other program. */
export const receivedIdKey = (orgId: string, sourceId: string, hash: string): Key => ({
  pk: sourcePartition(orgId, sourceId),
  sk: `M#${hash}`,
});
/** Names a message that is held. */
export const heldPrefix = 'H#';
export const heldMessageKey = (orgId: string, sourceId: string, id: string): Key => ({
  pk: sourcePartition(orgId, sourceId),
  sk: `${heldPrefix}${id}`,
});
/** The source and the id of a message. */
export function receivedAt({ pk, sk }: Key): { orgId: string; sourceId: string; id: string } {
  const [, orgId = '', , sourceId = ''] = pk.split('#');
  return { orgId, sourceId, id: sk.slice(receivedPrefix.length) };
}
