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
