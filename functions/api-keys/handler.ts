import { apiKeys } from '#contract/api-key.ts';
import { repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, list, revoke } from './api-keys.ts';
import { rotate } from './rotate.ts';
import { update } from './update.ts';

export const handler = serve(apiKeys, {
  list,
  create: repeatable(create, secretShown),
  rotate: repeatable(rotate, secretShown),
  update,
  revoke,
});
