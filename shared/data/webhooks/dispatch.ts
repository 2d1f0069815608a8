import { limits } from '#contract/limits.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { erased } from '#contract/webhook-events.ts';
import { countChanges } from '../limits/change-count.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings, type OrganizationSettings } from '../organization/settings.ts';
import { changeFrom } from '../outbox/table-event.ts';
import type { Item } from '../sdk/client.ts';
import type { ChangeItem } from '../store/change.ts';
import type { Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { deleteItem, getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { messageIdOf, queueFirst, storeDelivery, type NewDelivery } from './delivery.ts';
import { eventsOfChange } from './events-of-change.ts';
import { readListening } from '../outbox/listening.ts';
import { messageFor, withoutRecord, type Message } from './payload.ts';
import { switchOff } from './switch-off.ts';
import { readWebhook, type StoredWebhook } from './webhook.ts';

/** A change of which webhooks may tell. */
export interface DispatchMessage extends Key {
  orgId: string;
}

/** Stores a message for each webhook that listens to a change, and queues it. Messages that come again find what is stored. */
export async function dispatchChange(session: Session, { orgId, pk, sk }: DispatchMessage): Promise<void> {
  const [item, settings] = await Promise.all([
    getItem<ChangeItem & Item>(session, { pk, sk }),
    readSettings(session, orgId),
  ]);
  if (!item || !settings) return;
  if (item.kind === 'recordErased') return dispatchErased(session, settings, item as never);
  const change = changeFrom(item);
  const { recordType, events = [] } = eventsOfChange(change, settings) ?? {};
  if (!recordType) return;
  await Promise.all(
    (await listeningTo(session, orgId, events)).map(({ id, heard }) =>
      tell(session, settings, { id, heard }, { recordType, id: change.id, version: change.version, item }),
    ),
  );
}

/** The webhooks that listen to some of these events, and to which. */
async function listeningTo(
  session: Session,
  orgId: string,
  events: readonly string[],
): Promise<{ id: string; heard: string[] }[]> {
  const { webhooks } = await readListening(session, orgId);
  return webhooks.flatMap(({ id, events: wanted }) => {
    const heard = events.filter((event) => wanted.includes(event));
    return heard.length > 0 ? [{ id, heard }] : [];
  });
}

interface ErasedItem extends Key {
  recordType: RecordTypeName;
  recordId: string;
  at: string;
}

/** Tells webhooks that a record was erased with its person, whatever their filters: nothing is left to compare. */
async function dispatchErased(
  session: Session,
  settings: OrganizationSettings,
  { pk, sk, recordType, recordId, at }: ErasedItem,
): Promise<void> {
  const orgId = settings.id;
  const event = `${recordType}.${erased}`;
  const now = new Date().toISOString();
  for (const { id: webhookId } of await listeningTo(session, orgId, [event])) {
    const webhook = await readWebhook(session, orgId, webhookId);
    const context = webhook?.isOn ? await contextOf(session, settings, webhook, now) : undefined;
    if (!context?.scopeFor(recordPermission(recordType, 'read'))) continue;
    const data = { recordType, id: recordId };
    await sendMessage(session, {
      ...{ orgId, webhookId, event, recordType, recordId, at, now },
      id: messageIdOf({ pk, sk, at }, event, webhookId),
      payload: { type: event, timestamp: at, organizationId: orgId, data },
    });
  }
  await deleteItem(session, { Key: { pk, sk } });
}

interface About {
  recordType: RecordTypeName;
  id: string;
  version: number;
  item: ChangeItem;
}

async function tell(
  session: Session,
  settings: OrganizationSettings,
  { id: webhookId, heard }: { id: string; heard: readonly string[] },
  { item, ...about }: About,
): Promise<void> {
  const orgId = settings.id;
  const now = new Date().toISOString();
  const webhook = await readWebhook(session, orgId, webhookId);
  if (!webhook?.isOn) return;
  const context = await contextOf(session, settings, webhook, now);
  if (!context) {
    await switchOff(session, orgId, webhook, 'creator_left');
    return;
  }
  for (const event of heard) {
    const payload = await messageFor(context, webhook, { ...about, at: item.at }, event);
    if (!payload) continue;
    const id = messageIdOf(item, event, webhookId);
    const { recordType, id: recordId } = about;
    await sendMessage(session, {
      ...{ orgId, webhookId, id, event, recordType, recordId, payload, at: item.at, now },
    });
  }
}

type Sending = NewDelivery & { payload: Message; recordId: string };

/** Stores a message and queues it, within what the organization can send on a day. */
async function sendMessage(session: Session, sending: Sending): Promise<void> {
  const { orgId, webhookId, id, recordId, payload } = sending;
  const canSend = await isWithin(session, `webhook-messages#${orgId}`, limits.webhookMessagesPerDay);
  const kilobytes = Math.ceil(Buffer.byteLength(JSON.stringify(payload)) / 1_024);
  const isWhole =
    canSend &&
    (await isWithin(session, `webhook-kilobytes#${orgId}`, limits.webhookKilobytesPerDay, kilobytes));
  const stored = await storeDelivery(session, {
    ...sending,
    payload: isWhole ? payload : withoutRecord(payload),
    problem: canSend ? undefined : 'day_limit',
  });
  if (stored.state === 'waiting' && stored.attemptCount === 0)
    await queueFirst({ orgId, webhookId, id, attemptCount: 0 }, recordId);
}

async function isWithin(session: Session, subject: string, most: number, more = 1): Promise<boolean> {
  try {
    await countChanges(session, { subject, by: 'organization', most }, more);
    return true;
  } catch (error) {
    if (error instanceof TooManyRequests) return false;
    throw error;
  }
}

/** The present context of the webhook's creator. Undefined if that is no member any more, or the API key has ended. */
function contextOf(
  session: Session,
  settings: OrganizationSettings,
  { id, creator, memberSince }: StoredWebhook,
  now: string,
) {
  const base: UserContext = { ...session, requestId: id, now, actor: creator, via: 'automation' };
  return presentContext(base, settings.id, memberSince, () => Promise.resolve(settings));
}
