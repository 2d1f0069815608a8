import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsRule } from '../../template/buckets.ts';

/** Whether a rule's origin, which can contain one `*`, includes an origin. */
export function matchesOrigin(pattern: string, origin: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return origin === pattern;
  return origin.length >= pattern.length - 1 && origin.startsWith(start) && origin.endsWith(end);
}

/** The rule that allows pages of an origin to use a method. */
export function ruleFor(rules: readonly CorsRule[], origin: string, method: string): CorsRule | undefined {
  return rules.find(
    ({ origins, methods }) =>
      methods.includes(method) && origins.some((pattern) => matchesOrigin(pattern, origin)),
  );
}

/** Allows the page that sent the request to read the response, if a rule permits that. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void {
  const { origin } = request.headers;
  if (origin === undefined || !ruleFor(rules, origin, request.method ?? '')) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
}

/** The response headers for a preflight request; undefined if no rule allows the call that the browser asks for. */
export function preflight(
  request: IncomingMessage,
  rules: readonly CorsRule[],
): Record<string, string> | undefined {
  const origin = request.headers.origin ?? '';
  const method = request.headers['access-control-request-method'] ?? '';
  const requestedHeaders = (request.headers['access-control-request-headers'] ?? '')
    .toLowerCase()
    .split(/\s*,\s*/);
  const rule = ruleFor(rules, origin, method);
  if (!rule || !requestedHeaders.every((name) => name === '' || rule.headers.includes(name)))
    return undefined;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': rule.methods.join(', '),
    'access-control-allow-headers': requestedHeaders.join(', '),
    'access-control-max-age': String(rule.maxAgeSeconds),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
