import { attachments } from '#contract/attachment.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { keyOf } from '#data/records/definition.ts';
import { harmless, repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { download, list, remove, readRestored, restore, update, usage } from './attachments.ts';
import { create, finish } from './uploads.ts';

/** The record named in the path is read together with the caller's permissions. */
export const handler = serve(
  attachments,
  {
    usage,
    list,
    create,
    finish: harmless(finish),
    download,
    update,
    delete: remove,
    restore: repeatable(restore, readRestored),
  },
  (_verb, orgId, params) => {
    const definition = definitionOf(params.recordType ?? '');
    return definition && params.recordId ? [keyOf(definition, orgId, params.recordId)] : [];
  },
);
