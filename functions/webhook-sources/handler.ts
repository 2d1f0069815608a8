import { webhookSources } from '#contract/webhook-source.ts';
import { repeatable, repeatableInSteps, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { getMessage, idOf, ignore, listMessages, testedAgain, test } from './messages.ts';
import { preview } from './preview.ts';
import { repeat, repeatedMany, repeatMany, stepOf } from './repeat.ts';
import { create, get, list, remove, rotate, update } from './sources.ts';

export const handler = serve(webhookSources, {
  list,
  get,
  create: repeatable(create, secretShown),
  update,
  delete: remove,
  rotate: repeatable(rotate, secretShown),
  preview,
  test: repeatableInSteps(test, testedAgain, idOf),
  listMessages,
  getMessage,
  repeatMany: repeatableInSteps(repeatMany, repeatedMany, stepOf),
  repeat: repeatableInSteps(repeat, getMessage),
  ignore: repeatableInSteps(ignore, getMessage),
});
