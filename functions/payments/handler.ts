import { payments } from '#contract/records/payment-operations.ts';
import { linkedInvoices } from '#data/billing/settle.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { paymentRecords } from '#data/records/payment.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { cancel, refund } from './corrections.ts';
import { matches } from './matches.ts';
import { settling } from './settling.ts';

const operations = recordOperations(paymentRecords, linkedInvoices);
const again = readAgain(paymentRecords);

export const handler = serve(
  payments,
  {
    ...operations,
    create: settling(operations.create),
    createMany: settling(operations.createMany),
    update: settling(operations.update),
    matches,
    // What a provider did is recorded by the transaction that also writes the marker.
    refund: repeatable(refund, again),
    cancel: repeatable(cancel, again),
  },
  recordPrefetch(paymentRecords),
);
