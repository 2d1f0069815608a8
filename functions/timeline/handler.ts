import { timeline } from '#contract/timeline.ts';
import { keyOf } from '#data/records/definition.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { serve } from '#http/serve.ts';
import { list } from './list.ts';

/** The record named in the path is read together with the caller's permissions. */
export const handler = serve(timeline, { list }, (_verb, orgId, params) => {
  const definition = definitionOf(params.recordType ?? '');
  return definition && params.recordId ? [keyOf(definition, orgId, params.recordId)] : [];
});
