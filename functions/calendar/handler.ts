import { calendar } from '#contract/calendar.ts';
import { repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, get, remove, update } from './feed.ts';
import { read } from './read.ts';

export const handler = serve(calendar, {
  get,
  create: repeatable(create, secretShown),
  update,
  delete: remove,
  read,
});
