import { notes } from '#contract/note.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { keyOf } from '#data/records/definition.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { create, list, remove, readRestored, restore, update } from './notes.ts';

/** The record named in the path is read together with the caller's permissions. */
export const handler = serve(
  notes,
  { list, create, update, delete: remove, restore: repeatable(restore, readRestored) },
  (_verb, orgId, params) => {
    const definition = definitionOf(params.recordType ?? '');
    return definition && params.recordId ? [keyOf(definition, orgId, params.recordId)] : [];
  },
);
