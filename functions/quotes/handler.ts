import { quotes } from '#contract/records/quote-operations.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { quoteRecords } from '#data/records/quote.ts';
import { repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { createLink, email, revokeLinks, send } from './sending.ts';
import { accept, decline, fromDeal, markSent, reopen } from './states.ts';
import { toInvoice } from './to-invoice.ts';
import { toOrder } from './to-order.ts';

const operations = recordOperations(quoteRecords);
const again = readAgain(quoteRecords);

export const handler = serve(
  quotes,
  {
    ...operations,
    fromDeal: fromDeal(operations.create),
    markSent: repeatable(markSent, again),
    email,
    send: repeatable(send, again),
    createLink: repeatable(createLink, secretShown),
    revokeLinks: repeatable(revokeLinks, again),
    accept: repeatable(accept, again),
    decline: repeatable(decline, again),
    reopen: repeatable(reopen, again),
    toInvoice,
    toOrder,
  },
  recordPrefetch(quoteRecords),
);
