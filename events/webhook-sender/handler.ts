import { attempt } from '#data/webhooks/attempt.ts';
import type { AttemptMessage } from '#data/webhooks/delivery.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** Whether messages may go to the machine that sends them, for development. */
const allowsOwnMachine = process.env.ALLOWS_LOCAL_WEBHOOKS === 'true';

/** Makes attempts to deliver messages: first ones, which come in order, or further ones. */
export const handler = queueReader<AttemptMessage>({
  lanes: 1,
  failed: 'attempt failed',
  async handle(session, message) {
    const { orgId, webhookId, id } = message;
    const outcome = await attempt(session, message, allowsOwnMachine);
    return { message: 'message attempted', orgId, webhookId, id, outcome };
  },
});
