import { randomBytes } from 'node:crypto';
import type { Webhook, WebhookOffReason } from '#contract/webhook.ts';
import { ProblemError } from '#contract/problem.ts';
import type { Actor, UserContext } from '../store/request-context.ts';
import { changeAction, differences, type ChangeAction } from '../store/change.ts';
import { ifEquals, ifVersion } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey } from '../store/keys.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { seal, unseal } from '../store/sealed.ts';
import { getItem, queryAll, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { readListening, type Listening } from '../outbox/listening.ts';
import { failingKey, listeningKey, webhookKey, webhookPrefix } from '../store/webhook-keys.ts';

/** A webhook as it is stored. Its messages have what `creator` can read, as long as that is possible. */
export interface StoredWebhook extends Omit<Webhook, 'failingSince' | 'previousSecretEndsAt'>, SealedSecrets {
  creator: Actor;
  /** When the creator joined the organization. */
  memberSince?: string | undefined;
}

type InOrganization = UserContext & { orgId: string };
interface WebhookItem {
  data: string;
  schema: number;
  digest?: string;
}

const webhookFrom = (item: WebhookItem): StoredWebhook =>
  withItemState(JSON.parse(item.data) as StoredWebhook, item);

export async function readWebhooks(session: Session, orgId: string): Promise<StoredWebhook[]> {
  const items = await queryAll<WebhookItem>(session, webhookKey(orgId, '').pk, webhookPrefix);
  return items.map(webhookFrom);
}

export async function readWebhook(
  session: Session,
  orgId: string,
  id: string,
): Promise<StoredWebhook | undefined> {
  const item = await getItem<WebhookItem>(session, webhookKey(orgId, id));
  return item && webhookFrom(item);
}

const purpose = 'webhook secrets';
const secretPrefix = 'whsec_';

/** A new secret as the other side knows it, or the one that the other side has chosen, and how it is stored. */
export function newSecret(orgId: string, id: string, given?: string): { secret: string; sealed: string } {
  const secret = given ?? secretPrefix + randomBytes(32).toString('base64');
  return { secret, sealed: seal(purpose, `${orgId} ${id}`, secret) };
}

/** A secret as it is stored, and the one before it until it ends. */
export interface SealedSecrets {
  id: string;
  /** Encrypted. */
  secret: string;
  previous?: { secret: string; endsAt: string };
}

/** The secrets that count at an instant. */
export function secretsAt(orgId: string, { id, secret, previous }: SealedSecrets, now: string): string[] {
  const sealed = [secret, ...(previous && previous.endsAt > now ? [previous.secret] : [])];
  return sealed.map((one) => {
    const opened = unseal(purpose, `${orgId} ${id}`, one);
    if (opened === undefined) throw new Error('the secret of a webhook cannot be opened');
    return opened;
  });
}

/** The key of a signature of Standard Webhooks. */
export const signingKey = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret, 'base64');

/** Thrown if another webhook was changed at the same moment. */
class ListeningConflict extends Error {}

const triesMax = 8;

/** Runs a write of a webhook, again from the start if another one was written at the same moment. */
export async function untilListening<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof ListeningConflict)) throw error;
      if (attempt === triesMax) throw new ProblemError('unavailable');
      await sleep(retryDelayMs(attempt));
    }
  }
}

/** The action that has the listening follow a webhook. Without `after`, the webhook is removed. */
function listeningAction(
  orgId: string,
  { revision, webhooks }: Listening,
  id: string,
  after: StoredWebhook | undefined,
): Action {
  const others = webhooks.filter((one) => one.id !== id);
  const next = after?.isOn ? [...others, { id, events: after.events }] : others;
  return {
    put: {
      Item: { ...listeningKey(orgId), kind: 'listening', org: orgId, revision: revision + 1, webhooks: next },
      ...(revision === 0 ? ifVersion(undefined) : ifEquals({ revision })),
    },
    refuse: () => new ListeningConflict(),
  };
}

const historyNames = ['name', 'url', 'events', 'filter', 'content', 'isOn', 'offReason'] as const;

/** The fields in which two states of a webhook differ, without its secrets. */
export const webhookDifferences = (before: Partial<StoredWebhook>, after: StoredWebhook) =>
  differences({ ...before }, { ...after }, historyNames);

/** The actions that write a webhook under its previous version, with what it listens to. */
export async function webhookActions(
  context: InOrganization,
  before: StoredWebhook | undefined,
  after: StoredWebhook,
  action: string = before ? 'updated' : 'created',
): Promise<Action[]> {
  const { orgId } = context;
  const change = webhookChange(context, before, after, action);
  return [
    {
      put: {
        Item: {
          ...webhookKey(orgId, after.id),
          kind: 'webhook',
          org: orgId,
          ...nextItemState(before, 1, change),
          version: after.version,
          data: JSON.stringify(after),
        },
        ...ifVersion(before?.version),
      },
      refuse: () => new ProblemError('precondition_failed'),
    },
    listeningAction(orgId, await readListening(context, orgId), after.id, after),
    change,
  ];
}

/** The actions that remove a webhook. Its deliveries stay until they expire. */
export async function webhookRemoval(context: InOrganization, webhook: StoredWebhook): Promise<Action[]> {
  const { orgId } = context;
  const { id, version } = webhook;
  return [
    {
      remove: { Key: { ...webhookKey(orgId, id) }, ...ifVersion(version) },
      refuse: () => new ProblemError('precondition_failed'),
    },
    { remove: { Key: { ...failingKey(orgId, id) } } },
    listeningAction(orgId, await readListening(context, orgId), id, undefined),
    webhookChange(context, webhook, { ...webhook, version: version + 1 }, 'deleted'),
  ];
}

function webhookChange(
  context: InOrganization,
  before: StoredWebhook | undefined,
  after: StoredWebhook,
  action: string,
): ChangeAction {
  const { orgId } = context;
  const { id, version } = after;
  const subject = { orgId, type: 'webhook', id, key: recordKey(orgId, 'webhook', id), version, before };
  const changes = action === 'deleted' ? [] : webhookDifferences(before ?? {}, after);
  return changeAction(context, subject, action, changes);
}

/** A webhook that was switched off, and why. */
export const switchedOff = (
  webhook: StoredWebhook,
  offReason: WebhookOffReason,
  now: string,
): StoredWebhook => ({ ...webhook, version: webhook.version + 1, updatedAt: now, isOn: false, offReason });

/** Since when all attempts of a webhook have failed. */
export async function failingSince(session: Session, orgId: string, id: string): Promise<string | undefined> {
  const item = await getItem<Item & { since: string }>(session, failingKey(orgId, id));
  return item?.since;
}
