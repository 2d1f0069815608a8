import fc from 'fast-check';
import type { Described, Description, Json, Parameter } from './description.ts';
import type { Request } from './request.ts';
import { valuesOf, withoutRare, type Existing } from './values.ts';
import { wrongRequests } from './wrong-requests.ts';

type Values = ReturnType<typeof valuesOf>;

/** How often a request is generated that differs from another one, but which the description accepts, too. */
const edgeWeight = 1;

/** Generates requests that the description accepts, and such requests with one change that it refuses. */
export function requestsOf(description: Description, operation: Described, existing: Existing) {
  const plain = (values: Values): fc.Arbitrary<Request> =>
    fc.record({
      operation: fc.constant(operation),
      params: fc.constant({}),
      query: parametersOf(values, operation.query),
      headers: parametersOf(values, operation.headers),
      body: operation.body ? values(operation.body, 'body') : fc.constant(undefined),
    });
  const accepted = plain(valuesOf(description, existing));
  const successful = plain(valuesOf(description, existing, true));
  const chosen = (isRefused: boolean) =>
    fc
      .tuple(successful, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }))
      .map(([request, order]): Request => {
        const { length, judge } = wrongRequests(description, request);
        for (const at of length > 0 ? order : []) {
          const changed = judge(at % length);
          if (changed && (changed.refused !== undefined) === isRefused) return changed;
        }
        return request;
      });
  return {
    accepted: fc.oneof({ weight: 5, arbitrary: accepted }, { weight: edgeWeight, arbitrary: chosen(false) }),
    changed: chosen(true),
  };

  function parametersOf(values: Values, parameters: Parameter[]): fc.Arbitrary<Json> {
    const fields = parameters.map(({ name, schema }) => [name, parameter(values, name, schema)] as const);
    const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
    // With all parameters at once, hardly anything would match.
    return fc
      .tuple(
        withoutRare(fc.record(Object.fromEntries(fields), { requiredKeys }), requiredKeys),
        fc.array(fc.nat(), { maxLength: 3 }),
      )
      .map(([all, chosen]) => {
        const optional = Object.keys(all).filter((key) => !requiredKeys.includes(key));
        const kept = new Set([...requiredKeys, ...chosen.map((at) => optional[at % optional.length])]);
        return Object.fromEntries(Object.entries(all).filter(([key]) => kept.has(key)));
      });
  }

  function parameter(values: Values, name: string, schema: Json): fc.Arbitrary<unknown> {
    const any = values(schema, name);
    const usual = { 'If-Match': fc.constant('*'), 'Idempotency-Key': fc.uuid() }[name];
    return usual ? fc.oneof({ weight: 9, arbitrary: usual }, any) : any;
  }
}
