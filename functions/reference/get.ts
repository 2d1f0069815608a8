import type { CustomField } from '#contract/custom-field.ts';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import { recordPermission } from '#contract/record-permission.ts';
import type { Context } from '#data/organization/context.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { describeCustomFields } from './describe-custom-fields.ts';

type Document = Parameters<typeof describeCustomFields>[0];
let general: string | undefined;

/** The OpenAPI document with the organization's custom fields of the record types that the caller can read. */
export async function get(context: Context): Promise<Record<string, unknown>> {
  general ??= await describeAll();
  const document = JSON.parse(general) as Document;
  const readable = recordTypeNames.filter((name) => context.scopeFor(recordPermission(name, 'read')));
  const fields = await Promise.all(readable.map((name) => fieldsInUse(context, name)));
  readable.forEach((name, index) => describeCustomFields(document, recordTypes[name], fields[index] ?? []));
  return document;
}

/** Loads the whole contract on demand, because loading it takes longer than the rest of the initialization. */
async function describeAll(): Promise<string> {
  const [{ api }, { openApiDocument }] = await Promise.all([
    import('#contract/api.ts'),
    import('#contract/openapi.ts'),
  ]);
  return JSON.stringify(openApiDocument(api));
}

async function fieldsInUse(context: Context, type: string): Promise<CustomField[]> {
  const { items } = await readCustomFields(context, type);
  return items.filter(({ retired }) => !retired);
}
