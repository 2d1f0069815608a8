import { v7 as uuidv7 } from 'uuid';
import { limits } from '#contract/limits.ts';
import { customColumnPrefix } from '#contract/lists/column-kind.ts';
import { checkFilter } from '#contract/lists/filter.ts';
import { fieldsIn } from '#contract/lists/filter-tree.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { typeOfEvent } from '#contract/webhook-events.ts';
import type { NewWebhook, Webhook, webhooks } from '#contract/webhook.ts';
import { withExistingIds } from '#data/lists/existing-ids.ts';
import { listSubject, plainSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';
import {
  failingSince,
  newSecret,
  readWebhooks,
  untilListening,
  webhookActions,
  webhookDifferences,
  webhookRemoval,
  type StoredWebhook,
} from '#data/webhooks/webhook.ts';
import { isOwn, loadWebhook } from './load-webhook.ts';

type Operations = (typeof webhooks)['operations'];

function shown(context: Context, stored: StoredWebhook, failing?: string): Webhook {
  const { creator: _creator, memberSince: _since, secret: _secret, previous, ...webhook } = stored;
  return {
    ...webhook,
    ...(failing === undefined ? {} : { failingSince: failing }),
    ...(previous && previous.endsAt > context.now ? { previousSecretEndsAt: previous.endsAt } : {}),
  };
}

const shownNow = async (context: Context, stored: StoredWebhook): Promise<Webhook> =>
  shown(context, stored, await failingSince(context, context.orgId, stored.id));

export async function list(context: Context): Promise<{ items: Webhook[] }> {
  const all = await readWebhooks(context, context.orgId);
  return {
    items: await Promise.all(all.filter((one) => isOwn(context, one)).map((one) => shownNow(context, one))),
  };
}

export const get = async (context: Context, { id }: InputOf<Operations['get']>): Promise<Webhook> =>
  shownNow(context, await loadWebhook(context, id));

export async function create(
  context: Context,
  { body }: InputOf<Operations['create']>,
): Promise<OutputOf<Operations['create']>> {
  const { orgId, now, actor, memberSince } = context;
  await checkEvents(context, body);
  const id = uuidv7();
  const { secret, sealed } = newSecret(orgId, id);
  const { name, url, events, filter, content = 'ids', isOn = true } = body;
  const stored: StoredWebhook = {
    id,
    version: 1,
    name,
    url,
    events: [...new Set<string>(events)],
    ...(filter ? { filter } : {}),
    content,
    isOn,
    createdAt: now,
    createdBy: actor.userId,
    updatedAt: now,
    creator: actor,
    memberSince,
    secret: sealed,
  };
  await untilListening(async () => {
    // Each creation changes what is listened to, so that two at once can't exceed the limit.
    const actions = await webhookActions(context, undefined, stored);
    const limit = limits.webhooksPerOrganization;
    if ((await readWebhooks(context, orgId)).length >= limit)
      throw fieldProblem('/name', 'too_many', 'conflict', { limit });
    await transact(context, actions);
  });
  return { webhook: shown(context, stored), secret };
}

export async function update(
  context: Context,
  { id, body }: InputOf<Operations['update']>,
): Promise<Webhook> {
  return untilListening(async () => {
    const before = await loadWebhook(context, id);
    checkVersion(context, before);
    const after = updated(context, before, body);
    await checkEvents(context, after, before);
    if (webhookDifferences(before, after).length > 0)
      await transact(context, await webhookActions(context, before, after));
    return shownNow(context, after);
  });
}

type Changes = { [K in keyof NewWebhook]?: NewWebhook[K] | undefined };

/** Null clears a filter. A webhook that is switched on again has no reason any more for which it was off. */
function updated(context: Context, before: StoredWebhook, body: Changes): StoredWebhook {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const { filter, ...after } = { ...before, ...given } as StoredWebhook & { filter?: Changes['filter'] };
  const { offReason, ...rest } = after;
  const next = {
    ...rest,
    events: [...new Set(after.events)],
    ...(filter ? { filter } : {}),
    ...(offReason !== undefined && !after.isOn ? { offReason } : {}),
  };
  if (webhookDifferences(before, next).length === 0) return before;
  return { ...next, version: before.version + 1, updatedAt: context.now };
}

export async function remove(context: Context, { id }: InputOf<Operations['delete']>): Promise<null> {
  await untilListening(async () => {
    const webhook = await loadWebhook(context, id);
    checkVersion(context, webhook);
    await transact(context, await webhookRemoval(context, webhook));
  });
  return null;
}

export async function rotate(
  context: Context,
  { id, body: { overlapHours } }: InputOf<Operations['rotate']>,
): Promise<OutputOf<Operations['rotate']>> {
  const { secret, sealed } = newSecret(context.orgId, id);
  const webhook = await untilListening(async () => {
    const { previous: _earlier, ...before } = await loadWebhook(context, id);
    checkVersion(context, before);
    const endsAt = new Date(Date.parse(context.now) + overlapHours * 3_600_000).toISOString();
    const after: StoredWebhook = {
      ...before,
      version: before.version + 1,
      updatedAt: context.now,
      secret: sealed,
      ...(overlapHours > 0 ? { previous: { secret: before.secret, endsAt } } : {}),
    };
    await transact(context, await webhookActions(context, before, after, 'rotated'));
    return after;
  });
  return { webhook: await shownNow(context, webhook), secret };
}

/**
 * Whoever creates a webhook must be able to read what its events are about. Throws with all errors of its events and
 * filter.
 */
async function checkEvents(
  context: Context,
  { events, filter }: Pick<NewWebhook, 'filter'> & { events: readonly string[] },
  before?: StoredWebhook,
): Promise<void> {
  const known = new Set<string>(before?.events ?? []);
  const errors = events.flatMap((event, at): FieldFault[] =>
    known.has(event) || context.scopeFor(recordPermission(typeOfEvent(event), 'read'))
      ? []
      : [{ pointer: `/events/${at}`, code: 'not_allowed' }],
  );
  const types = [...new Set(events.map(typeOfEvent))];
  if (filter) errors.push(...(await filterErrors(context, types, filter)));
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
}

async function filterErrors(
  context: Context,
  [type, ...others]: ReturnType<typeof typeOfEvent>[],
  filter: NonNullable<NewWebhook['filter']>,
): Promise<FieldFault[]> {
  if (type === undefined || others.length > 0) return [{ pointer: '/filter', code: 'not_allowed' }];
  const definition = recordDefinitions[type];
  const hasCustom = fieldsIn(filter).some((name) => name.startsWith(customColumnPrefix));
  const subject = hasCustom ? await listSubject(context, definition) : plainSubject(context, definition);
  const { columns } = await withExistingIds(context, subject, filter);
  return checkFilter(filter, columns);
}
