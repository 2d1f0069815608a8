import { tasks } from '#contract/task.ts';
import { taskKey } from '#data/keys.ts';
import { serve } from '#http/serve.ts';
import { list } from './list.ts';
import { create, get, remove, restore, update } from './tasks.ts';

/** The task that the path names is read together with the caller's rights. */
export const handler = serve(
  tasks,
  { list, get, create, update, delete: remove, restore },
  (_verb, orgId, params) => (params.id ? [taskKey(orgId, params.id)] : []),
);
