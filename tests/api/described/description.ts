import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { bodyOf, callerWith } from '../../caller.ts';

export type Json = Record<string, any>;

/** A parameter of the description. */
export interface Parameter {
  name: string;
  required: boolean;
  schema: Json;
}

/** An operation as `/v1/openapi.json` describes it, with all references to parameters and responses resolved. */
export interface Described {
  id: string;
  method: string;
  path: string;
  pathParameters: Parameter[];
  query: Parameter[];
  headers: Parameter[];
  isPublic: boolean;
  /** The schema of the JSON body; undefined if the operation takes none. */
  body: Json | undefined;
  responses: Record<string, Json>;
}

export interface Description {
  operations: Described[];
  resolve: (schema: Json) => Json;
  /** The first error of a value, as the public validator reports it; undefined for a valid value. */
  errorOf: (schema: Json, value: unknown) => string | undefined;
}

const parametersIn = (place: string, parameters: Json[]): Parameter[] =>
  parameters.filter((parameter) => parameter.in === place) as never;

/** Reads the description as a client does that knows nothing else about the API. */
export async function readDescription(url: string): Promise<Description> {
  const document: Json = await bodyOf(200, callerWith(url, undefined)('GET', '/v1/openapi.json'));
  const ajv = new Ajv2020({
    strict: false,
    logger: false,
    schemas: { description: { components: document.components } },
  });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  const validators = new Map<Json, ValidateFunction>();
  const compiled = new Map<string, ValidateFunction>();

  const resolve = (schema: Json): Json => {
    if (typeof schema.$ref !== 'string') return schema;
    const parts = schema.$ref.replace(/^#\//, '').split('/');
    const found = parts.reduce<Json | undefined>((at, part) => at?.[decodeURIComponent(part)], document);
    if (!found) throw new Error(`${schema.$ref} leads nowhere`);
    const { $ref: _, ...beside } = schema;
    return resolve({ ...found, ...beside });
  };

  const errorOf = (schema: Json, value: unknown) => {
    let validate = validators.get(schema);
    if (!validate) {
      const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"description#/');
      validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Json);
      compiled.set(text, validate);
      validators.set(schema, validate);
    }
    if (validate(value)) return undefined;
    return ajv.errorsText(validate.errors);
  };

  const operations = Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]): Described => {
      const parameters = (operation.parameters as Json[]).map(resolve);
      const content = operation.requestBody && resolve(operation.requestBody).content;
      const responses = Object.entries<Json>(operation.responses);
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        isPublic: operation.security.length === 0,
        pathParameters: parametersIn('path', parameters),
        query: parametersIn('query', parameters),
        headers: parametersIn('header', parameters),
        body: content?.['application/json'].schema,
        responses: Object.fromEntries(responses.map(([status, response]) => [status, resolve(response)])),
      };
    }),
  );
  return { operations, resolve, errorOf };
}
