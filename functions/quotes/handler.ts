import { quotes } from '#contract/records/quote-operations.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { createLink, email, revokeLinks, send } from './sending.ts';
import { accept, decline, fromDeal, markSent, reopen } from './states.ts';
import { toInvoice } from './to-invoice.ts';
import { toOrder } from './to-order.ts';

const operations = recordOperations(quoteRecords);

export const handler = serve(
  quotes,
  {
    ...operations,
    fromDeal: fromDeal(operations.create),
    markSent: repeatable(markSent, operations.get),
    email,
    send: repeatable(send, operations.get),
    createLink: repeatable(createLink, secretShown),
    revokeLinks: repeatable(revokeLinks, operations.get),
    accept: repeatable(accept, operations.get),
    decline: repeatable(decline, operations.get),
    reopen: repeatable(reopen, operations.get),
    toInvoice,
    toOrder,
  },
  recordPrefetch(quoteRecords),
);
