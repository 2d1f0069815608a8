import type { Resource } from './operation.ts';
import type { Schemas } from './openapi-schemas.ts';
import { recordTypes, type RecordTypeName } from './record-types.ts';
import { testEvent, webhookEventNames } from './webhook-event-names.ts';
import { erased, typeOfEvent } from './webhook-events.ts';

type Json = Record<string, unknown>;

/** The messages that webhooks send, by event. */
export function webhookMessages(api: Record<string, Resource>, schemas: Schemas): Json {
  const ofRecords = webhookEventNames.map((event) => {
    const type = typeOfEvent(event);
    const data = event.endsWith(`.${erased}`) ? idsOf(type) : dataOf(type, recordSchema(api, schemas, type));
    return [event, message(event, data)] as const;
  });
  return Object.fromEntries([
    ...ofRecords,
    [testEvent, message(testEvent, { type: 'object', additionalProperties: false })],
  ]);
}

/** The record as the API answers with it. */
function recordSchema(api: Record<string, Resource>, schemas: Schemas, type: RecordTypeName): Json {
  const { plural } = recordTypes[type];
  const get = Object.values(api).find(({ name }) => name === plural)?.operations.get;
  if (!get) throw new Error(`${plural} has no get`);
  return schemas.referenceTo(get.output, 'output');
}

/** Of a record that is gone. */
const idsOf = (type: RecordTypeName): Json => ({
  type: 'object',
  required: ['recordType', 'id'],
  properties: { recordType: { const: type }, id: { type: 'string', format: 'uuid' } },
});

const dataOf = (type: RecordTypeName, record: Json): Json => ({
  type: 'object',
  required: ['recordType', 'id', 'version'],
  properties: {
    recordType: { const: type },
    id: { type: 'string', format: 'uuid' },
    version: {
      type: 'integer',
      description: 'The version that the change has made. The record can have a newer one.',
    },
    record,
  },
});

const message = (event: string, data: Json): Json => ({
  post: {
    operationId: `webhook.${event}`,
    tags: ['webhooks'],
    summary: `The event \`${event}\`.`,
    description:
      'Signed as Standard Webhooks say: `webhook-id` is the same for each attempt, `webhook-timestamp` the time of the attempt in epoch seconds, and `webhook-signature` has one signature for each secret. `record` is there if the webhook’s `content` is `record`.',
    security: [],
    parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
      name,
      in: 'header',
      required: true,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['type', 'timestamp', 'organizationId', 'data'],
            properties: {
              type: { const: event },
              timestamp: { type: 'string', format: 'date-time' },
              organizationId: { type: 'string', format: 'uuid' },
              data,
            },
          },
        },
      },
    },
    responses: {
      '204': { description: 'Any status from 200 to 299 within 15 seconds takes the message.' },
      '410': { description: 'Switches the webhook off.' },
      default: { description: 'Anything else is tried again, for about three and a half days.' },
    },
  },
});
