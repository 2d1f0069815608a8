import { escapePointer } from '#contract/problem.ts';
import type { Description, Json, Parameter } from './description.ts';
import type { Refusal, Request } from './request.ts';
import { changesOf } from './wrong-values.ts';

/** A request with one change, or nothing if the change makes no request that can be sent. */
type Judge = () => Request | undefined;

/** Addresses that people open by links and that their forms are sent to. Other sites add parameters to such links. */
const ignoresUnknown = /^public-((documents|issues|payments)\.|forms\.(page|submit)$)/;

/** Variants of a request, each with one change. A variant says whether the description refuses it. */
export function wrongRequests(description: Description, request: Request) {
  const { operation, query, headers } = request;
  const refused = (change: Partial<Request>, status: number, pointer: string, why: string): Request => ({
    ...request,
    ...change,
    refused: { status, pointer, why },
  });
  const variants: Judge[] = [...ofPath(), ...ofHeaders(), ...ofQuery(), ...ofBody()];
  return { length: variants.length, judge: (at: number) => variants[at]?.() };

  function ofPath(): Judge[] {
    return operation.pathParameters.flatMap(({ name, schema }) =>
      ['x', '-', 'a b', '00000000-0000-0000-0000-000000000000', 'x'.repeat(50)]
        .filter((text) => description.errorOf(schema, text) !== undefined)
        .map((text) => () => refused({ params: { [name]: text } }, 404, '', `has ${name}: ${text}`)),
    );
  }

  function ofHeaders(): Judge[] {
    const sent = (name: string, text: string) => ({ headers: { ...headers, [name]: text } });
    const without = ({ name }: Parameter) =>
      Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
    const missing = operation.headers
      .filter(({ required }) => required)
      .map((header) => () => refused({ headers: without(header) }, 428, '', `lacks ${header.name}`));
    const malformed = operation.headers.flatMap(({ name, schema }) =>
      ['a b', 'v3', '"v', 'x'.repeat(256)]
        .filter((text) => description.errorOf(schema, text) !== undefined)
        .map((text) => () => refused(sent(name, text), 400, '', `has ${name}: ${text.slice(0, 20)}`)),
    );
    const known = ([name, text, status]: [string, string, number]): Judge[] =>
      status in operation.responses
        ? [() => refused(sent(name, text), status, '', `has ${name}: ${text}`)]
        : [];
    return [
      ...missing,
      ...malformed,
      ...(operation.isPublic ? [] : known(['authorization', 'Bearer x', 401])),
      ...known(['accept', 'image/png', 406]),
      ...known(['content-type', 'text/plain', 415]),
    ];
  }

  function ofQuery(): Judge[] {
    const unknown = (): Request => {
      const change = { query: { ...query, unknown: 'x' } };
      if (ignoresUnknown.test(operation.id)) return { ...request, ...change };
      return refused(change, 422, '/query/unknown', 'has an unknown parameter');
    };
    const lacking = (name: string): Json =>
      Object.fromEntries(Object.entries(query).filter(([key]) => key !== name));
    return [
      unknown,
      ...operation.query
        .filter(({ required }) => required)
        .map(
          ({ name }) =>
            () =>
              refused({ query: lacking(name) }, 422, `/query/${name}`, `lacks ${name}`),
        ),
      ...operation.query
        .filter(({ name }) => name in query)
        .flatMap(({ name, schema }) =>
          changesOf(description, schema, query[name])
            .filter(({ value }) => ['string', 'number'].includes(typeof value) && isSendable(String(value)))
            .map(({ value }) => () => {
              const text = asText(schema, value);
              return judged(
                { query: { ...query, [name]: text } },
                `/query/${escapePointer(name)}`,
                schema,
                text,
              );
            }),
        ),
    ];
  }

  /** In an address, every value is text. Texts of numbers are compared with the schema as numbers. */
  function asText(schema: Json, value: unknown): unknown {
    const takesNumbers = ['integer', 'number'].includes(description.resolve(schema).type as string);
    if (!takesNumbers) return String(value);
    return String(Number(value)) === value ? Number(value) : value;
  }

  function ofBody(): Judge[] {
    const { body: schema } = operation;
    if (!schema) return [];
    return [
      () => refused({ body: undefined }, 422, '', 'has no body'),
      ...changesOf(description, schema, request.body).map(
        ({ value, pointer }) =>
          () =>
            judged({ body: value }, pointer, schema, value),
      ),
    ];
  }

  function judged(change: Partial<Request>, pointer: string, schema: Json, value: unknown): Request {
    const error = description.errorOf(schema, value);
    const told: { refused?: Refusal } =
      error === undefined
        ? {}
        : { refused: { status: 422, pointer, why: `is refused at ${pointer} (${error})` } };
    return { ...request, ...change, ...told };
  }
}

/** Longer texts make addresses that servers refuse before the API sees them. */
const isSendable = (text: string): boolean => text.isWellFormed() && encodeURIComponent(text).length < 6000;
