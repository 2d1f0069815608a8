/** A route of the HTTP API. Its key is, for example, `ANY /v1/orgs/{orgId}/contacts/{proxy+}` or `$default`. */
export type Route = {
  routeKey: string;
  functionName: string;
  /** Whether the template permits the API to invoke the function by this route. */
  isPermitted: boolean;
};

export type RouteMatch = { route: Route; pathParameters: Record<string, string> };

type CompiledRoute = { route: Route; method: string; segments: string[]; rank: string };

/** Finds the most specific route that matches path and method, as an HTTP API does, or else the `$default` route. */
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
  // Sorts by specificity. In each segment, a literal precedes a variable, and a variable precedes a greedy one. Of
  // equal paths, the one with a method precedes the one with ANY.
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

/** Decodes percent-encoding; invalid encoding stays as it is. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
