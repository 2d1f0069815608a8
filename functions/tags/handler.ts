import { tags } from '#contract/tag.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { merge, merged } from './merge.ts';
import { create, list, remove, update } from './tags.ts';

export const handler = serve(tags, {
  list,
  create,
  update,
  delete: remove,
  merge: repeatable(merge, merged),
});
