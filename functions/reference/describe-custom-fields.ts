import { customValueSchema, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import { customNames, schemaOf } from '#contract/openapi-schemas.ts';

type Json = Record<string, unknown>;
interface Document extends Json {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json };
}

/** Kinds that can be filtered by a range. */
const rangeKinds: readonly CustomKind[] = ['number', 'money', 'date'];

/** Replaces the generic custom fields of a record type with the organization's own. */
export function describeCustomFields(
  document: Json,
  { name, plural }: { name: string; plural: string },
  fields: readonly CustomField[],
): void {
  if (fields.length === 0) return;
  const { paths, components } = document as Document;
  const names = customNames(name);
  components.schemas[names.input] = customSchema(fields, 'input');
  components.schemas[names.output] = customSchema(fields, 'output');
  const root = `/v1/orgs/{orgId}/${plural}`;
  const list = paths[root]?.get;
  if (list) list.parameters = [...(list.parameters as Json[]), ...fields.flatMap(parameters)];
}

/** The schema of a record type's custom values. Retired fields can be returned but never sent. */
function customSchema(fields: readonly CustomField[], io: 'input' | 'output'): Json {
  const properties = fields.map((field): [string, Json] => {
    const { key, label: title, help } = field;
    const schema = schemaOf(customValueSchema(field), io);
    const value = io === 'input' ? { anyOf: [schema, { type: 'null' }] } : schema;
    const { required, default: usual } = field;
    const texts = [help, required && io === 'input' ? 'Required.' : undefined].filter(Boolean);
    return [
      key,
      {
        title,
        ...(texts.length > 0 ? { description: texts.join(' ') } : {}),
        ...value,
        ...(usual === undefined || io === 'output' ? {} : { default: usual }),
      },
    ];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: io === 'output',
  };
}

/** Query parameters that filter by a field. */
function parameters({ key, label, kind }: CustomField): Json[] {
  const parameter = (end: string, description: string): Json => ({
    name: `custom.${key}${end}`,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string' },
  });
  const bounds = rangeKinds.includes(kind)
    ? [parameter('.from', `${label}: at least`), parameter('.to', `${label}: at most`)]
    : [];
  return [
    parameter('', `${label}: comma-separated values, or \`none\` for records without a value`),
    ...bounds,
  ];
}
