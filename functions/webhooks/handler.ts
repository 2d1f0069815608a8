import { webhooks } from '#contract/webhook.ts';
import { repeatable, repeatableInSteps, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { getDelivery, idOf, listDeliveries, sentAgain, test } from './deliveries.ts';
import { replay, replayedMany, replayMany, stepOf } from './replay.ts';
import { samples } from './samples.ts';
import { create, get, list, remove, rotate, update } from './webhooks.ts';

export const handler = serve(webhooks, {
  list,
  get,
  create: repeatable(create, secretShown),
  update,
  delete: remove,
  rotate: repeatable(rotate, secretShown),
  test: repeatableInSteps(test, sentAgain, idOf),
  listDeliveries,
  getDelivery,
  samples,
  replayMany: repeatableInSteps(replayMany, replayedMany, stepOf),
  replay: repeatableInSteps(replay, getDelivery),
});
