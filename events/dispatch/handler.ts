import { dispatchChange, type DispatchMessage } from '#data/webhooks/dispatch.ts';
import { orderedQueueReader } from '../reader/ordered-queue-reader.ts';

/** Stores and queues the messages to webhooks that follow from changes. The queue keeps the order of a record's changes. */
export const handler = orderedQueueReader<DispatchMessage>({
  handled: 'changes dispatched',
  failed: 'dispatch failed',
  handle: dispatchChange,
});
