import type { RecordTypeName } from '#contract/record-types.ts';
import { presentContext } from '../organization/rights.ts';
import { readSettings, type OrganizationSettings } from '../organization/settings.ts';
import { changeFrom } from '../outbox/table-event.ts';
import type { Item } from '../sdk/client.ts';
import type { ChangeItem } from '../store/change.ts';
import type { Key } from '../store/keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { messageIdOf, queueFirst, storeDelivery } from './delivery.ts';
import { eventsOfChange } from './events-of-change.ts';
import { readListening } from '../outbox/listening.ts';
import { messageFor } from './payload.ts';
import { switchOff } from './switch-off.ts';
import { readWebhook, type StoredWebhook } from './webhook.ts';

/** A change of which webhooks may tell. */
export interface DispatchMessage extends Key {
  orgId: string;
}

/**
 * Stores a message for each webhook that listens to a change, and queues it. Messages that come again find what is stored.
 * Returns the number of messages.
 */
export async function dispatchChange(session: Session, { orgId, pk, sk }: DispatchMessage): Promise<number> {
  const item = await getItem<ChangeItem & Item>(session, { pk, sk });
  const settings = item && (await readSettings(session, orgId));
  if (!settings) return 0;
  const change = changeFrom(item);
  const { recordType, events = [] } = eventsOfChange(change, settings) ?? {};
  if (!recordType) return 0;
  const { webhooks } = await readListening(session, orgId);
  const listening = webhooks.flatMap(({ id, events: wanted }) => {
    const heard = events.filter((event) => wanted.includes(event));
    return heard.length > 0 ? [{ id, heard }] : [];
  });
  const sent = await Promise.all(
    listening.map(({ id, heard }) =>
      tell(session, settings, { id, heard }, { recordType, id: change.id, version: change.version, item }),
    ),
  );
  return sent.reduce((sum, count) => sum + count, 0);
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
): Promise<number> {
  const orgId = settings.id;
  const now = new Date().toISOString();
  const webhook = await readWebhook(session, orgId, webhookId);
  if (!webhook?.isOn) return 0;
  const context = await contextOf(session, settings, webhook, now);
  if (!context) {
    await switchOff(session, orgId, webhook, 'creator_left');
    return 0;
  }
  let count = 0;
  for (const event of heard) {
    const payload = await messageFor(context, webhook, { ...about, at: item.at }, event);
    if (!payload) continue;
    const id = messageIdOf(item, event, webhookId);
    const { recordType, id: recordId } = about;
    const stored = await storeDelivery(session, {
      ...{ orgId, webhookId, id, event, recordType, recordId, payload, at: item.at, now },
    });
    if (stored.state === 'waiting' && stored.attemptCount === 0)
      await queueFirst({ orgId, webhookId, id, attemptCount: 0 }, recordId);
    count += 1;
  }
  return count;
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
