import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { onMatchChoices } from './import.ts';
import { limits } from './limits.ts';
import { nothing, operation, resource } from './operation.ts';
import { pageQuery, queryList } from './page.ts';
import { verification } from './webhook-verification.ts';

/** The record types that messages of other programs can become. */
export const sourceTypes = ['lead', 'contact', 'customer', 'activity', 'payment'] as const;
export type SourceType = (typeof sourceTypes)[number];

/** What a field of an activity or a payment can be filled in with besides the fields of the type. */
export const aboutPerson = 'about';
export const paidInvoice = 'invoice';

/** A JSON Pointer (RFC 6901) into a message. */
const pointer = z.string().check(z.maxLength(limits.pointerCharacters), z.regex(/^(?:\/[^/]*)+$/));

/** Where the value of a field comes from: a place in the message, or the same text for all messages. */
const mapped = z.strictObject({
  /** A field of the record type, such as `email`, or `custom.<key>`. */
  field: line(limits.questionNameCharacters),
  from: z.optional(pointer),
  value: z.optional(line(200)),
  /** Of an amount: where its currency is. */
  currencyFrom: z.optional(pointer),
  /** Of an amount: whether the message has it in minor units, such as cents. */
  isMinor: z.optional(z.boolean()),
});
export type MappedField = z.infer<typeof mapped>;

/**
 * Where each field is in a message. Without a mapping, each field is expected at the top level of the message under the
 * field’s own name.
 */
const mapping = z.array(mapped).check(z.maxLength(limits.mappedFields));

/** Another program that sends messages to the CRM. */
export const webhookSource = z.object({
  id,
  version: z.int(),
  name: z.string(),
  /** The address to enter in the other program. */
  webhookUrl: z.string(),
  recordType: z.enum(sourceTypes),
  verification,
  mapping,
  /** Only messages with this text at this place become records. The others are ignored. */
  only: z.optional(z.object({ at: z.string(), is: z.array(z.string()) })),
  /** Where a message has the ID that it keeps when it is sent again: a header’s name, or a place in the message. */
  idAt: z.optional(z.string()),
  matchBy: z.array(z.string()),
  onMatch: z.enum(onMatchChoices),
  isOn: z.boolean(),
  createdAt: timestamp,
  createdBy: id,
  updatedAt: timestamp,
  previousSecretEndsAt: z.optional(timestamp),
  /** How many messages wait for somebody who looks at them: 100 means that there can be more. */
  heldCount: z.optional(z.int()),
});
export type WebhookSource = z.infer<typeof webhookSource>;

/** A secret that the other program has chosen, such as its API token. */
const givenSecret = z.string().check(z.minLength(12), z.maxLength(200), z.regex(/^[\x21-\x7e]+$/));

const headerOrPointer = z
  .string()
  .check(z.maxLength(limits.pointerCharacters), z.regex(/^(?:[A-Za-z][A-Za-z0-9-]{0,79}|(?:\/[^/]*)+)$/));

const values = {
  name: line(80),
  verification,
  mapping,
  only: z.optional(
    z.nullable(
      z.strictObject({
        at: pointer,
        is: z.array(line(200)).check(z.minLength(1), z.maxLength(20)),
      }),
    ),
  ),
  idAt: z.optional(z.nullable(headerOrPointer)),
  matchBy: z.array(line(80)).check(z.maxLength(limits.importMatchFields)),
  onMatch: z.enum(onMatchChoices),
  isOn: z.boolean(),
};

export const newWebhookSource = z.strictObject({
  ...values,
  recordType: z.enum(sourceTypes),
  mapping: z.optional(values.mapping),
  matchBy: z.optional(values.matchBy),
  onMatch: z.optional(values.onMatch),
  isOn: z.optional(values.isOn),
  /** By default, the CRM chooses one. */
  secret: z.optional(givenSecret),
});
export type NewWebhookSource = z.infer<typeof newWebhookSource>;

const withSecret = z.object({
  source: webhookSource,
  /** Enter it in the other program, unless it comes from there. */
  secret: z.string(),
});

/**
 * `waiting`: it is about to be read. `done`: a record was created or updated. `ignored`: it isn’t one of those that become
 * records, its record exists and stays as it is, or somebody has put it aside. `held`: it couldn’t become a record, and
 * waits for somebody who corrects the mapping.
 */
export const receivedStates = ['waiting', 'done', 'ignored', 'held'] as const;
export type ReceivedState = (typeof receivedStates)[number];

/** Why a message is held. `place` is where the value is in the message. */
const receivedProblem = z.object({
  field: z.optional(z.string()),
  place: z.optional(z.string()),
  code: z.string(),
});
export type ReceivedProblem = z.infer<typeof receivedProblem>;

const receivedSummary = z.object({
  id,
  /** The ID that the other program has given it. */
  messageId: z.optional(z.string()),
  receivedAt: timestamp,
  state: z.enum(receivedStates),
  /** What was made of it. */
  action: z.optional(z.enum(['created', 'updated'])),
  recordType: z.optional(z.string()),
  recordId: z.optional(id),
  problems: z.optional(z.array(receivedProblem)),
  bytes: z.int(),
});
export type ReceivedSummary = z.infer<typeof receivedSummary>;

const received = z.extend(receivedSummary, {
  contentType: z.optional(z.string()),
  /** As it came, byte by byte. Missing once it was erased. */
  payload: z.optional(z.string()),
});
export type ReceivedMessage = z.infer<typeof received>;

const preview = z.object({
  /** What would become of the message. */
  action: z.enum(['create', 'update', 'ignore', 'hold']),
  /** The values of the record, by field. */
  values: z.record(z.string(), z.unknown()),
  problems: z.array(receivedProblem),
  /** The places in the message that have a value, with its beginning. */
  places: z.array(z.object({ at: z.string(), text: z.string() })),
});
export type SourcePreview = z.infer<typeof preview>;

const payload = z.string().check(z.minLength(1), z.maxLength(limits.bodyBytes));
const contentType = z.optional(line(100));

const all = '/v1/orgs/{orgId}/webhook-sources';
const one = `${all}/{id}` as const;
const messages = `${one}/messages` as const;
const access = 'webhook:manage';

/** Other programs that send messages to the organization, and what was made of their messages. */
export const webhookSources = resource('webhook-sources', all, {
  list: operation({
    method: 'GET',
    path: all,
    access,
    summary: 'List all sources of messages, oldest first.',
    description: 'API keys find only those that were created with the same key.',
    output: z.object({ items: z.array(webhookSource) }),
  }),
  get: operation({ method: 'GET', path: one, access, summary: 'Get a source.', output: webhookSource }),
  create: operation({
    method: 'POST',
    path: all,
    access,
    summary: 'Create a source. Its secret is returned only in this response.',
    description:
      'The other program sends messages to `webhookUrl`. Each is stored before it is answered with 202, and then becomes a record of `recordType`, in the order of arrival. Messages that can’t become one are held. A source creates records, and updates them only if `onMatch` says so, whatever its creator may do. Only owners create sources of payments.',
    body: newWebhookSource,
    bodyExamples: {
      'Leads of a web site': {
        name: 'Web site',
        recordType: 'lead',
        verification: { scheme: 'standardWebhooks' },
        mapping: [
          { field: 'firstName', from: '/person/first_name' },
          { field: 'lastName', from: '/person/last_name' },
          { field: 'email', from: '/person/email' },
        ],
        matchBy: ['email'],
        onMatch: 'updateEmpty',
      },
    },
    output: withSecret,
    status: 201,
  }),
  update: operation({
    method: 'PATCH',
    path: one,
    access,
    summary: 'Change a source, or switch it on or off.',
    description: 'While a source is off, its messages are answered with 404.',
    body: z.partial(z.strictObject(values)),
    output: webhookSource,
    ifMatch: true,
  }),
  delete: operation({
    method: 'DELETE',
    path: one,
    access,
    summary: 'Delete a source. Messages that wait don’t become records.',
    output: nothing,
    status: 204,
    ifMatch: true,
  }),
  rotate: operation({
    method: 'POST',
    path: `${one}/rotate`,
    access,
    summary: 'Replace the secret of a source. The new one is returned only in this response.',
    description: 'For `overlapHours`, messages that are signed with the previous one are taken as well.',
    body: z.strictObject({
      overlapHours: z.int().check(z.gte(0), z.lte(limits.webhookOverlapHours)),
      secret: z.optional(givenSecret),
    }),
    output: withSecret,
    ifMatch: true,
  }),
  preview: operation({
    method: 'POST',
    path: `${one}/preview`,
    access,
    summary: 'See what would become of a message, by the mapping of the source or another one.',
    body: z.strictObject({ payload, contentType, mapping: z.optional(mapping) }),
    output: preview,
    isQuery: true,
  }),
  test: operation({
    method: 'POST',
    path: `${one}/test`,
    access,
    summary: 'Take a message as if the other program had sent it.',
    description: 'It becomes a record like all others.',
    body: z.strictObject({ payload, contentType }),
    output: received,
    status: 201,
  }),
  listMessages: operation({
    method: 'GET',
    path: messages,
    access,
    summary: 'List the messages of the last 30 days, newest first.',
    description: 'With filters, a page can be short.',
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(queryList(z.enum(receivedStates), receivedStates.length, receivedStates.join('|'))),
    }),
    output: z.object({ items: z.array(receivedSummary), nextCursor: z.optional(z.string()) }),
  }),
  getMessage: operation({
    method: 'GET',
    path: `${messages}/{messageId}`,
    access,
    summary: 'Get a message as it came, with what was made of it.',
    output: received,
  }),
  repeatMany: operation({
    method: 'POST',
    path: `${one}/repeat`,
    access,
    summary: 'Read the messages again that are held.',
    description: `Each request takes up to ${limits.webhookReplaysMax}, the earliest first. If there can be more, the response has \`nextCursor\`: send it in the next request.`,
    body: z.strictObject({ cursor: z.optional(line(2_000)) }),
    output: z.object({ count: z.int(), nextCursor: z.optional(z.string()) }),
  }),
  repeat: operation({
    method: 'POST',
    path: `${messages}/{messageId}/repeat`,
    access,
    summary: 'Read a message again, by the present mapping.',
    description: 'A message that has become a record creates another one, unless `onMatch` says otherwise.',
    output: received,
  }),
  ignore: operation({
    method: 'POST',
    path: `${messages}/{messageId}/ignore`,
    access,
    summary: 'Put a held message aside.',
    output: received,
  }),
});
