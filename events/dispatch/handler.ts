import { dispatchChange, type DispatchMessage } from '#data/webhooks/dispatch.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** Stores and queues the messages to webhooks that follow from a change. The queue keeps the order of a record's changes. */
export const handler = queueReader<DispatchMessage>({
  lanes: 1,
  failed: 'dispatch failed',
  async handle(session, message) {
    const { orgId } = message;
    return { message: 'change dispatched', orgId, messages: await dispatchChange(session, message) };
  },
});
