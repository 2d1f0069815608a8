import { lists } from '#contract/lists/query-operation.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { customFieldsKey } from '#data/store/keys.ts';
import { serve } from '#http/serve.ts';
import { query } from './query.ts';

const definitions = new Map(
  Object.values(recordDefinitions).map((definition) => [`${definition.type.plural}.query`, definition]),
);

const implementation = Object.fromEntries(
  [...definitions].map(([verb, definition]) => [
    verb,
    (context: Context, input: Parameters<typeof query>[2]) => query(definition, context, input),
  ]),
);

/** Serves the lists of all record types. The custom fields of the type are read together with the caller's access. */
export const handler = serve(lists, implementation as never, (verb, orgId) => {
  const type = definitions.get(verb)?.type;
  return type ? [customFieldsKey(orgId, type.name)] : [];
});
