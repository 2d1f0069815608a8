import * as z from 'zod/mini';
import { operationId, operationsOf, wordParams, type AnyOperation, type Resource } from './operation.ts';
import { fieldErrors, problem, problemCodes, type ProblemCode } from './problem.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of a contract. Schemas are JSON Schema 2020-12 as zod writes them. */
export function openApiDocument(api: Record<string, Resource>): Json {
  const paths: Record<string, Json | undefined> = {};
  for (const resource of Object.values(api)) {
    for (const [verb, operation] of operationsOf(resource)) {
      (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(resource, verb, operation);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cobalt CRM',
      version: '1',
      description:
        'Send a user’s access token or an API key as `Authorization: Bearer …`. Records carry an ETag; changing one takes it in `If-Match`. A POST with an `Idempotency-Key` is done once however often it is sent.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(api).map(({ name }) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problem, 'output') },
      responses: { Problem: problemResponse() },
    },
  };
}

function describe(resource: Resource, verb: string, operation: AnyOperation): Json {
  const isPublic = operation.access === 'public';
  const isOfMembers = !isPublic && operation.access !== 'user';
  const texts = [
    ...(operation.description ? [operation.description] : []),
    ...(isOfMembers ? [`Needs the permission \`${operation.access}\`.`] : []),
  ];
  return {
    operationId: operationId(resource, verb),
    tags: [resource.name],
    summary: operation.summary,
    ...(texts.length > 0 ? { description: texts.join('\n\n') } : {}),
    security: isPublic ? [] : [{ bearer: [] }],
    parameters: [...pathParameters(operation), ...queryParameters(operation), ...headerParameters(operation)],
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemaOf(operation.body, 'input') },
              ...(operation.takesForms
                ? { 'application/x-www-form-urlencoded': { schema: schemaOf(operation.body, 'input') } }
                : {}),
            },
          },
        }
      : {}),
    responses: {
      [operation.status]: successResponse(operation),
      ...Object.fromEntries(
        refusals(operation).map((code) => [
          problemCodes[code].status,
          { $ref: '#/components/responses/Problem' },
        ]),
      ),
    },
  };
}

/** The problems that an operation can answer with, beside 429, 500 and 503 which any can. */
function refusals(operation: AnyOperation): ProblemCode[] {
  const codes: ProblemCode[] = ['not_found'];
  if (operation.access !== 'public') codes.push('unauthenticated', 'forbidden');
  if (operation.body || operation.query || operation.ifMatch) codes.push('invalid_request', 'invalid_input');
  if (operation.body) codes.push('too_large', 'conflict');
  if (operation.ifMatch) codes.push('precondition_failed', 'precondition_required');
  return [...codes, 'too_many_requests', 'internal', 'unavailable'];
}

function pathParameters(operation: AnyOperation): Json[] {
  return [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: wordParams.has(name ?? '') ? { type: 'string' } : { type: 'string', format: 'uuid' },
  }));
}

function queryParameters(operation: AnyOperation): Json[] {
  if (!operation.query) return [];
  const { properties = {}, required = [] } = schemaOf(operation.query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function headerParameters(operation: AnyOperation): Json[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(operation.ifMatch
      ? [header('If-Match', true, 'The ETag of the version that you saw, such as `"v3"`.')]
      : []),
    ...(operation.idempotent
      ? [header('Idempotency-Key', false, '1 to 255 visible ASCII characters, kept for 24 hours.')]
      : []),
  ];
}

function successResponse(operation: AnyOperation): Json {
  if (operation.status === 204) return { description: 'Done' };
  return {
    description: operation.status === 201 ? 'Created' : 'OK',
    content: {
      [operation.contentType ?? 'application/json']: { schema: schemaOf(operation.output, 'output') },
    },
  };
}

function problemResponse(): Json {
  const codes = Object.keys(fieldErrors).join(', ');
  return {
    description: `A refusal as RFC 9457 tells it. \`errors\` name each bad value by JSON pointer with one of: ${codes}.`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** As JSON Schema 2020-12. */
export function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  });
  return rest;
}
