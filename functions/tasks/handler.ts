import { tasks } from '#contract/task.ts';
import { taskKey } from '#data/store/keys.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { list } from './list.ts';
import { create, get, remove, readRestored, restore, update } from './tasks.ts';

/** The task named in the path is read together with the caller's permissions. */
export const handler = serve(
  tasks,
  { list, get, create, update, delete: remove, restore: repeatable(restore, readRestored) },
  (_verb, orgId, params) => (params.id ? [taskKey(orgId, params.id)] : []),
);
