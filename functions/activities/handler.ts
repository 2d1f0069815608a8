import { activities } from '#contract/records/activity-operations.ts';
import { activityRecords } from '#data/records/activity.ts';
import { keyOf } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, createMany, remove, readRestored, restore, update } from './activities.ts';
import { shown, shownHistory, shownMany } from './shown-planned.ts';
import { list } from './list.ts';
import { listAll } from './list-all.ts';

const prefetched = recordPrefetch(activityRecords);
const planned = recordOperations(activityRecords);

/** The record named in the path is read together with the caller's permissions. */
export const handler = serve(
  activities,
  {
    ...planned,
    create: shown(planned.create),
    createMany: shownMany(planned.createMany),
    get: shown(planned.get),
    update: shown(planned.update),
    delete: shown(planned.delete),
    restore: shown(planned.restore),
    history: shownHistory(planned.history),
    listAll,
    listOf: list,
    log: create,
    logMany: createMany,
    updateLogged: update,
    deleteLogged: remove,
    restoreLogged: repeatable(restore, readRestored),
  },
  (verb, orgId, params) => {
    const definition = definitionOf(params.recordType ?? '');
    if (definition && params.recordId) return [keyOf(definition, orgId, params.recordId)];
    return prefetched(verb, orgId, params);
  },
);
