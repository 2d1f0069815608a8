import { webhooks } from '#contract/webhook.ts';
import { repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { getDelivery, listDeliveries, replay, test } from './deliveries.ts';
import { create, get, list, remove, rotate, update } from './webhooks.ts';

export const handler = serve(webhooks, {
  list,
  get,
  create: repeatable(create, secretShown),
  update,
  delete: remove,
  rotate: repeatable(rotate, secretShown),
  test,
  listDeliveries,
  getDelivery,
  replay,
});
