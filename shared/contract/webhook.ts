import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { limits } from './limits.ts';
import { filterInput } from './lists/filter.ts';
import { timestampInput } from './moment.ts';
import { nothing, operation, resource } from './operation.ts';
import { pageQuery, queryList } from './page.ts';
import { receiverAddress } from './receiver-address.ts';
import { webhookEventNames } from './webhook-event-names.ts';

/** What a message says about a record: which one it is, or the record as the API answers with it. */
export const webhookContents = ['ids', 'record'] as const;
export type WebhookContent = (typeof webhookContents)[number];

/**
 * Why a webhook was switched off. `gone`: the receiver answered 410. `failing`: all attempts of some days have failed.
 * `creator_left`: whoever created it, or the API key with which it was, can't use the organization any more.
 */
export const webhookOffReasons = ['gone', 'failing', 'creator_left'] as const;
export type WebhookOffReason = (typeof webhookOffReasons)[number];

const event = z.enum(webhookEventNames);

/** An address to which the CRM sends what happens. */
export const webhook = z.object({
  id,
  version: z.int(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  filter: z.optional(filterInput),
  content: z.enum(webhookContents),
  isOn: z.boolean(),
  offReason: z.optional(z.enum(webhookOffReasons)),
  /** Since when all attempts have failed. */
  failingSince: z.optional(timestamp),
  createdAt: timestamp,
  createdBy: id,
  updatedAt: timestamp,
  /** Until when the secret before the last rotation signs as well. */
  previousSecretEndsAt: z.optional(timestamp),
});
export type Webhook = z.infer<typeof webhook>;

const events = z.array(event).check(z.minLength(1), z.maxLength(webhookEventNames.length));
export const newWebhook = z.strictObject({
  name: line(80),
  url: receiverAddress,
  events,
  /** Which records it is about, as in the query of their list. All events must then be about records of one type. */
  filter: z.optional(z.nullable(filterInput)),
  content: z.optional(z.enum(webhookContents)),
  isOn: z.optional(z.boolean()),
});
export type NewWebhook = z.infer<typeof newWebhook>;

const withSecret = z.object({
  webhook,
  /** Verifies the signatures of messages: `whsec_` and 32 bytes in Base64. */
  secret: z.string(),
});

/** `waiting`: another attempt follows. `failed`: none does. */
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * Why an attempt failed: the receiver answered with a status other than 2xx; it has redirected the request; it took too
 * long; its name isn't known; its address isn't public; no secure connection is possible; the connection ended; the answer
 * isn’t HTTP; the webhook was switched off or deleted before; its receiver has failed a moment ago; the organization has
 * sent as many messages that day as it can.
 */
export const attemptProblems = [
  'refused_status',
  'redirected',
  'timed_out',
  'unknown_host',
  'address_not_public',
  'not_secure',
  'no_connection',
  'bad_answer',
  'switched_off',
  'resting',
  'day_limit',
] as const;
export type AttemptProblem = (typeof attemptProblems)[number];

const attempt = z.object({
  at: timestamp,
  milliseconds: z.int(),
  /** The HTTP status of the answer, if there was one. */
  status: z.optional(z.int()),
  problem: z.optional(z.enum(attemptProblems)),
  /** The beginning of the answer's body. */
  answer: z.optional(z.string()),
});
export type DeliveryAttempt = z.infer<typeof attempt>;

const deliverySummary = z.object({
  /** Also the `webhook-id` of the message: the same for each attempt. */
  id,
  event: z.string(),
  recordType: z.optional(z.string()),
  recordId: z.optional(id),
  createdAt: timestamp,
  state: z.enum(deliveryStates),
  attemptCount: z.int(),
  /** Status and problem of the last attempt. */
  lastStatus: z.optional(z.int()),
  lastProblem: z.optional(z.enum(attemptProblems)),
  lastAttemptAt: z.optional(timestamp),
  nextAttemptAt: z.optional(timestamp),
});
export type DeliverySummary = z.infer<typeof deliverySummary>;

const delivery = z.extend(deliverySummary, {
  /** The newest attempts, the earliest one first. */
  attempts: z.array(attempt),
  /** The message, byte by byte. */
  payload: z.string(),
});
export type Delivery = z.infer<typeof delivery>;

const sample = z.object({
  type: z.string(),
  timestamp,
  organizationId: id,
  data: z.object({
    recordType: z.string(),
    id,
    version: z.optional(z.int()),
    /** As the API answers with it. */
    record: z.optional(z.looseObject({})),
  }),
});

const all = '/v1/orgs/{orgId}/webhooks';
const one = `${all}/{id}` as const;
const deliveries = `${one}/deliveries` as const;
const access = 'webhook:manage';

/** The organization's webhooks, and what was sent to them. */
export const webhooks = resource('webhooks', all, {
  list: operation({
    method: 'GET',
    path: all,
    access,
    summary: 'List all webhooks, oldest first.',
    description: 'API keys find only those that were created with the same key.',
    output: z.object({ items: z.array(webhook) }),
  }),
  get: operation({ method: 'GET', path: one, access, summary: 'Get a webhook.', output: webhook }),
  create: operation({
    method: 'POST',
    path: all,
    access,
    summary: 'Create a webhook. The secret is returned only in this response.',
    description:
      'Messages follow Standard Webhooks: sign them with the secret to verify them. A webhook sends what its creator can read: a message about a record that the creator can’t read isn’t sent. The address must begin with `https://` and lead to a public address. Redirects aren’t followed.',
    body: newWebhook,
    bodyExamples: {
      'Won deals': {
        name: 'Accounting',
        url: 'https://example.com/hooks/cobalt',
        events: ['deal.won', 'invoice.paid'],
        content: 'record',
      },
    },
    output: withSecret,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access,
    summary: 'Change a webhook, or switch it on or off.',
    description:
      'While a webhook is off, nothing is sent to it, and what happens then isn’t sent later. A webhook that is switched on again has no reason any more for which it was off.',
    body: z.partial(newWebhook),
    output: webhook,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access,
    summary: 'Delete a webhook. Messages that are waiting aren’t sent.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  rotate: operation({
    method: 'POST',
    path: `${one}/rotate`,
    access,
    summary: 'Replace the secret of a webhook. The new one is returned only in this response.',
    description:
      'For `overlapHours`, messages have a signature by each of both secrets, so that receivers can be changed at any time.',
    body: z.strictObject({ overlapHours: z.int().check(z.gte(0), z.lte(limits.webhookOverlapHours)) }),
    output: withSecret,
    ifMatch: true,
  }),
  test: operation({
    method: 'POST',
    path: `${one}/test`,
    access,
    summary: 'Send a message of the event `test`.',
    description:
      'It is sent at once and appears among the deliveries. It works while the webhook is off, too.',
    output: delivery,
    status: 201,
  }),
  listDeliveries: operation({
    method: 'GET',
    path: deliveries,
    access,
    summary: 'List what was sent to a webhook in the last 30 days, newest first.',
    description: 'With filters, a page can be short.',
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(queryList(z.enum(deliveryStates), deliveryStates.length, deliveryStates.join('|'))),
      event: z.optional(line(80)),
      recordId: z.optional(id),
    }),
    output: z.object({ items: z.array(deliverySummary), nextCursor: z.optional(z.string()) }),
  }),
  getDelivery: operation({
    method: 'GET',
    path: `${deliveries}/{deliveryId}`,
    access,
    summary: 'Get a delivery with its message and attempts.',
    output: delivery,
  }),
  samples: operation({
    method: 'GET',
    path: `${all}/samples`,
    access,
    summary: 'Get messages of an event as webhooks would send them.',
    description:
      'They are about the newest records of the type that the caller can read, up to three, whatever has become of them. There are none if there is no such record.',
    query: z.strictObject({ event, content: z.optional(z.enum(webhookContents)) }),
    output: z.object({ items: z.array(sample) }),
  }),
  replayMany: operation({
    method: 'POST',
    path: `${one}/replay`,
    access,
    summary: 'Send the messages of a time again, with the same IDs.',
    description: `By default, those that have failed. Each request sends up to ${limits.webhookReplaysMax}, the newest first, and looks through 1,000. If there can be more, the response has \`nextCursor\`: send it in the next request.`,
    body: z.strictObject({
      from: z.optional(timestampInput),
      to: z.optional(timestampInput),
      states: z.optional(
        z.array(z.enum(deliveryStates)).check(z.minLength(1), z.maxLength(deliveryStates.length)),
      ),
      event: z.optional(line(80)),
      cursor: z.optional(line(2_000)),
    }),
    output: z.object({ count: z.int(), nextCursor: z.optional(z.string()) }),
  }),
  replay: operation({
    method: 'POST',
    path: `${deliveries}/{deliveryId}/replay`,
    access,
    summary: 'Send a message again, with the same ID.',
    output: delivery,
  }),
});
