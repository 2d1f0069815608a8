import * as z from 'zod/mini';
import { operation, operationsOf, type AnyOperation, type Resource } from '#contract/operation.ts';
import { slugParams } from '#contract/path-params.ts';
import { ProblemError } from '#contract/problem.ts';
import type { MatchedOperation } from './call.ts';

interface Route {
  method: string;
  parts: string[];
  verb: string;
  operation: AnyOperation;
}

/**
 * What OPTIONS does on every path: it answers with the methods of the path. Browsers send it with the query of the
 * request that will follow.
 */
const options = operation({
  method: 'OPTIONS',
  path: '',
  access: 'public',
  summary: 'List the methods of a path.',
  query: z.looseObject({}),
  output: z.null(),
  status: 204,
});

/**
 * Prepares a resource's operations for matching. Paths with fewer parameters come first, so `bulk` is not taken for
 * an id. HEAD matches as GET does.
 */
export function matcher(resource: Resource): (method: string, path: string) => MatchedOperation {
  const { beside: others = [] } = resource;
  const routes = operationsOf(resource)
    .map(([verb, own]): Route => ({
      method: own.method,
      parts: own.path.split('/'),
      verb,
      operation: own,
    }))
    .sort((a, b) => parameters(a) - parameters(b));

  return (method, path) => {
    const parts = path.split('/');
    const fitting = routes.filter((route) => fits(route.parts, parts));
    const [first] = fitting;
    if (!first) throw new ProblemError('not_found');
    const here = fitting.filter((other) => parameters(other) === parameters(first));
    const requested = method === 'HEAD' ? 'GET' : method;
    const route = here.find((candidate) => candidate.method === requested);
    if (route) return { verb: route.verb, operation: route.operation, params: paramsOf(route.parts, parts) };
    const beside = others.filter((other) => fits(other.path.split('/'), parts));
    const allowed = methodsOf([...here, ...beside]);
    if (method === 'OPTIONS') return { verb: 'options', operation: options, params: {}, allowed };
    throw new MethodNotAllowed(allowed);
  };
}

/** The methods of the operations, and those that every path supports. */
function methodsOf(operations: readonly { method: string }[]): string[] {
  const methods = operations.map(({ method }) => method).filter((method) => method !== 'OPTIONS');
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

/** A 405 error that lists the methods the path supports. */
export class MethodNotAllowed extends ProblemError {
  readonly allowed: string[];
  constructor(allowed: string[]) {
    super('method_not_allowed', { code: 'methods', methods: allowed.join(', ') });
    this.allowed = allowed;
  }
}

const isParameter = (part: string): boolean => part.startsWith('{');
const parameters = (route: Route): number => route.parts.filter(isParameter).length;

function fits(template: string[], parts: string[]): boolean {
  return (
    template.length === parts.length &&
    template.every((part, index) => (isParameter(part) ? parts[index] !== '' : part === parts[index]))
  );
}

/** The values of the parameters. Ids are in lower case, in which they are stored. */
function paramsOf(template: string[], parts: string[]): Record<string, string> {
  return Object.fromEntries(
    template.flatMap((part, index) => {
      if (!isParameter(part)) return [];
      const [name, value] = [part.slice(1, -1), parts[index] ?? ''];
      return [[name, slugParams.has(name) ? value : value.toLowerCase()]];
    }),
  );
}
