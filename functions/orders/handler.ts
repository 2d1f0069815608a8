import { orders } from '#contract/records/order-operations.ts';
import { recordOperations } from '#data/records/operations.ts';
import { orderRecords } from '#data/records/order.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { correctDelivery } from './correct-delivery.ts';
import { fromDeal } from './from-deal.ts';
import { cancel, confirm, fulfill, reopen } from './states.ts';

const operations = recordOperations(orderRecords);

export const handler = serve(
  orders,
  {
    ...operations,
    fromDeal: fromDeal(operations.create),
    confirm: repeatable(confirm, operations.get),
    fulfill: repeatable(fulfill, operations.get),
    correctDelivery: repeatable(correctDelivery, operations.get),
    cancel: repeatable(cancel, operations.get),
    reopen: repeatable(reopen, operations.get),
  },
  recordPrefetch(orderRecords),
);
