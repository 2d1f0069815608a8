import { tasks } from '#contract/task.ts';
import { activityRecords } from '#data/records/activity.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { list } from './list.ts';
import { create, get, remove, restore, update } from './tasks.ts';

export const handler = serve(
  tasks,
  { list, get, create, update, delete: remove, restore: repeatable(restore, get) },
  recordPrefetch(activityRecords),
);
