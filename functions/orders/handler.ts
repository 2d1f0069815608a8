import { orders } from '#contract/records/order-operations.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { orderRecords } from '#data/records/order.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { correctDelivery } from './correct-delivery.ts';
import { fromDeal } from './from-deal.ts';
import { cancel, confirm, fulfill, reopen } from './states.ts';

const operations = recordOperations(orderRecords);
const again = readAgain(orderRecords);

export const handler = serve(
  orders,
  {
    ...operations,
    fromDeal: fromDeal(operations.create),
    confirm: repeatable(confirm, again),
    fulfill: repeatable(fulfill, again),
    correctDelivery: repeatable(correctDelivery, again),
    cancel: repeatable(cancel, again),
    reopen: repeatable(reopen, again),
  },
  recordPrefetch(orderRecords),
);
