import { operationsOf, type AnyOperation, type Resource } from '#contract/operation.ts';
import { ProblemError } from '#contract/problem.ts';
import type { MatchedOperation } from './call.ts';

interface Route {
  method: string;
  parts: string[];
  verb: string;
  operation: AnyOperation;
}

/**
 * Prepares a resource's operations for matching. Paths with fewer parameters come first, so `bulk` is not taken for
 * an id.
 */
export function matcher(resource: Resource): (method: string, path: string) => MatchedOperation {
  const { beside: others = [] } = resource;
  const routes = operationsOf(resource)
    .map(([verb, operation]): Route => ({
      method: operation.method,
      parts: operation.path.split('/'),
      verb,
      operation,
    }))
    .sort((a, b) => parameters(a) - parameters(b));

  return (method, path) => {
    const parts = path.split('/');
    const fitting = routes.filter((route) => fits(route.parts, parts));
    const [first] = fitting;
    if (!first) throw new ProblemError('not_found');
    const least = parameters(first);
    const route = fitting.find((candidate) => candidate.method === method && parameters(candidate) === least);
    if (!route) {
      const here = fitting.filter((other) => parameters(other) === least);
      const beside = others.filter((other) => fits(other.path.split('/'), parts));
      throw new MethodNotAllowed([...beside, ...here].map((other) => other.method));
    }
    return { verb: route.verb, operation: route.operation, params: paramsOf(route.parts, parts) };
  };
}

/** A 405 error that lists the methods the path supports. */
export class MethodNotAllowed extends ProblemError {
  readonly allowed: string[];
  constructor(allowed: string[]) {
    super('method_not_allowed', `This path supports ${allowed.join(', ')}.`);
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

function paramsOf(template: string[], parts: string[]): Record<string, string> {
  return Object.fromEntries(
    template.flatMap((part, index) => (isParameter(part) ? [[part.slice(1, -1), parts[index] ?? '']] : [])),
  );
}
