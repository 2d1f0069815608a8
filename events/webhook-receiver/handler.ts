import { endCheckouts } from '#data/billing/checkout.ts';
import type { ReceivedNotice } from '#data/sources/received.ts';
import { workMessage } from '#data/sources/work-message.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** Makes records of the messages of other programs. The queue keeps the order of each source. */
export const handler = queueReader<ReceivedNotice>({
  lanes: 1,
  failed: 'received message failed',
  async handle(session, notice) {
    const { orgId, sourceId, id } = notice;
    const { outcome, context, settled = [] } = await workMessage(session, notice);
    if (context && settled.length > 0) await endCheckouts(context, settled);
    return { message: 'message received', orgId, sourceId, id, outcome };
  },
});
