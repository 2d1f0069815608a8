import { tasks } from '#contract/task.ts';
import { taskKey } from '#data/store/keys.ts';
import { harmless } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { list } from './list.ts';
import { create, get, remove, restore, update } from './tasks.ts';

/** The task named in the path is read together with the caller's permissions. */
export const handler = serve(
  tasks,
  { list, get, create, update, delete: remove, restore: harmless(restore) },
  (_verb, orgId, params) => (params.id ? [taskKey(orgId, params.id)] : []),
);
