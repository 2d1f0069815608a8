/** A route of the HTTP API: `ANY /v1/orgs/{orgId}/contacts/{proxy+}` or `$default`. */
export type Route = { routeKey: string; functionName: string };

export type RouteMatch = { route: Route; pathParameters: Record<string, string> };

type CompiledRoute = { route: Route; method: string; segments: string[]; rank: string };

/** Finds the route of a request as an HTTP API does: of all that fit in path and method the most specific one. */
export function createRouter(routes: Route[]): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const compiled = routes.filter((route) => route !== fallback).map(compileRoute);
  compiled.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method, path) => {
    const parts = path.slice(1).split('/');
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate.segments, parts);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

function compileRoute(route: Route): CompiledRoute {
  const [method = '', path = ''] = route.routeKey.split(' ');
  const segments = path.slice(1).split('/');
  const kinds = segments.map((segment) => (isGreedy(segment) ? 'c' : isVariable(segment) ? 'b' : 'a'));
  // Text sorts: a literal before a variable before a greedy one, segment by segment; then a method before ANY.
  return { route, method, segments, rank: `${kinds.join('')}~${method === 'ANY' ? 'b' : 'a'}` };
}

const isGreedy = (segment: string) => segment.startsWith('{') && segment.endsWith('+}');
const isVariable = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

function matchSegments(segments: string[], parts: string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    if (isGreedy(segment)) {
      const rest = parts.slice(at).join('/');
      if (rest === '') return undefined;
      values[segment.slice(1, -2)] = decoded(rest);
      return values;
    }
    const part = parts[at];
    if (part === undefined) return undefined;
    if (isVariable(segment)) {
      if (part === '') return undefined;
      values[segment.slice(1, -1)] = decoded(part);
    } else if (segment !== part) {
      return undefined;
    }
  }
  return parts.length === segments.length ? values : undefined;
}

/** Text of a percent-encoded path; a broken encoding stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
