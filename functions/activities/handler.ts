import { activities } from '#contract/activity.ts';
import { keyOf } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, createMany, remove, readRestored, restore, update } from './activities.ts';
import { list } from './list.ts';
import { listAll } from './list-all.ts';

/** The record named in the path is read together with the caller's permissions. */
export const handler = serve(
  activities,
  { listAll, list, create, createMany, update, delete: remove, restore: repeatable(restore, readRestored) },
  (_verb, orgId, params) => {
    const definition = definitionOf(params.recordType ?? '');
    return definition && params.recordId ? [keyOf(definition, orgId, params.recordId)] : [];
  },
);
