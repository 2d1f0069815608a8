import fc from 'fast-check';
import type { Described, Description, Json, Parameter } from './description.ts';
import { valuesOf, type Existing } from './values.ts';
import { changesOf } from './wrong-values.ts';

/** A generated request. */
export interface Request {
  operation: Described;
  query: Json;
  headers: Record<string, string>;
  body: unknown;
  /** Set if the description refuses the request: the status and the place that the problem must name. */
  refused?: { status: number; pointer: string; why: string };
}

/** Generates requests that the description accepts, and such requests with one change. */
export function requestsOf(description: Description, operation: Described, existing: Existing) {
  const values = valuesOf(description, existing);
  const accepted: fc.Arbitrary<Request> = fc.record({
    operation: fc.constant(operation),
    query: parametersOf(operation.query),
    headers: parametersOf(operation.headers),
    body: operation.body ? values(operation.body) : fc.constant(undefined),
  });
  const changed = accepted.chain((request) => {
    const changes = [...headerChanges(request), ...queryChanges(request), ...bodyChanges(request)];
    return changes.length > 0 ? fc.constantFrom(...changes) : fc.constant(request);
  });
  return { accepted, changed };

  function parametersOf(parameters: Parameter[]): fc.Arbitrary<Json> {
    const fields = parameters.map(({ name, schema }) => [name, parameter(name, schema)] as const);
    const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
    // With all parameters at once, hardly anything would match.
    return fc
      .tuple(fc.record(Object.fromEntries(fields), { requiredKeys }), fc.array(fc.nat(), { maxLength: 3 }))
      .map(([all, chosen]) => {
        const optional = Object.keys(all).filter((key) => !requiredKeys.includes(key));
        const kept = new Set([...requiredKeys, ...chosen.map((at) => optional[at % optional.length])]);
        return Object.fromEntries(Object.entries(all).filter(([key]) => kept.has(key)));
      });
  }

  function parameter(name: string, schema: Json): fc.Arbitrary<unknown> {
    const any = values(schema, name);
    return name === 'If-Match' ? fc.oneof({ weight: 9, arbitrary: fc.constant('*') }, any) : any;
  }

  function headerChanges(request: Request): Request[] {
    const { headers } = request;
    const without = ({ name }: Parameter) =>
      Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
    const required = operation.headers.filter((header) => header.required);
    const missing = required.map((header): Request => ({
      ...request,
      headers: without(header),
      refused: { status: 428, pointer: '', why: `lacks ${header.name}` },
    }));
    const malformed = operation.headers.flatMap((header) =>
      ['a b', 'v3', '"v', 'x'.repeat(256)]
        .filter((text) => description.errorOf(header.schema, text) !== undefined)
        .map((text): Request => ({
          ...request,
          headers: { ...headers, [header.name]: text },
          refused: { status: 400, pointer: '', why: `has ${header.name}: ${text.slice(0, 20)}` },
        })),
    );
    const typed: Request[] = operation.body
      ? [
          {
            ...request,
            headers: { ...headers, 'content-type': 'text/plain' },
            refused: { status: 415, pointer: '', why: 'is sent as plain text' },
          },
        ]
      : [];
    return [...missing, ...malformed, ...typed];
  }

  function queryChanges(request: Request): Request[] {
    const { query } = request;
    const unknown: Request = {
      ...request,
      query: { ...query, unknown: 'x' },
      refused: { status: 422, pointer: '/query/unknown', why: 'has an unknown parameter' },
    };
    const missing = operation.query
      .filter(({ required }) => required)
      .map(({ name }): Request => {
        const { [name]: _, ...rest } = query;
        return {
          ...request,
          query: rest,
          refused: { status: 422, pointer: `/query/${name}`, why: `lacks ${name}` },
        };
      });
    const changed = operation.query
      .filter(({ name }) => name in query)
      .flatMap(({ name, schema }) =>
        changesOf(description, schema, query[name])
          .map(({ value }) => value)
          .filter((value) => ['string', 'number'].includes(typeof value) && isSendable(String(value)))
          // In an address, every value is text.
          .map((value) =>
            schemaTakesNumbers(schema) && String(Number(value)) === value ? Number(value) : value,
          )
          .map((value) => (schemaTakesNumbers(schema) ? value : String(value)))
          .map((value) =>
            judged({ ...request, query: { ...query, [name]: value } }, `/query/${name}`, schema, value),
          ),
      );
    return [unknown, ...missing, ...changed];
  }

  function schemaTakesNumbers(schema: Json): boolean {
    return ['integer', 'number'].includes(description.resolve(schema).type as string);
  }

  function bodyChanges(request: Request): Request[] {
    const { body: schema } = operation;
    if (!schema) return [];
    return changesOf(description, schema, request.body).map(({ value, pointer }) =>
      judged({ ...request, body: value }, pointer, schema, value),
    );
  }

  function judged(request: Request, pointer: string, schema: Json, value: unknown): Request {
    const error = description.errorOf(schema, value);
    if (error === undefined) return request;
    return { ...request, refused: { status: 422, pointer, why: `is refused at ${pointer} (${error})` } };
  }
}

/** Longer texts make addresses that servers refuse before the API sees them. */
const isSendable = (text: string): boolean => text.isWellFormed() && encodeURIComponent(text).length < 6000;
