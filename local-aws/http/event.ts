import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { decoded, type RouteMatch } from './routes.ts';

/** A request as read from the socket. */
export type FrontRequest = {
  method: string;
  /** Path and query as in the request line. */
  target: string;
  /** Alternating names and values, as in node:http. */
  rawHeaders: string[];
  body: Buffer;
  sourceIp: string;
};

export type ApiIdentity = { apiId: string; domainName: string; accountId: string; stage: string };

/** Content types whose bodies HTTP APIs pass as text. All others are passed as base64. */
const textTypes = /^\s*(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/** The event that an HTTP API creates for a request, in payload format 2.0. */
export function proxyEvent(
  request: FrontRequest,
  match: RouteMatch,
  api: ApiIdentity,
  addedHeaders: Record<string, string>,
): APIGatewayProxyEventV2 {
  const { path, query } = splitTarget(request.target);
  const { headers, cookies } = joinHeaders(request.rawHeaders);
  Object.assign(headers, addedHeaders, { host: api.domainName });
  const isText = textTypes.test(headers['content-type'] ?? '');
  const hasBody = request.body.length > 0;
  const parameters = queryParameters(query);
  const now = new Date();
  const rawPath = apiPath(path);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(parameters ? { queryStringParameters: parameters } : {}),
    requestContext: {
      accountId: api.accountId,
      apiId: api.apiId,
      domainName: api.domainName,
      domainPrefix: api.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.routeKey,
      stage: api.stage,
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 ? { pathParameters: match.pathParameters } : {}),
    ...(hasBody ? { body: request.body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: hasBody && !isText,
  };
}

export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}

/** HTTP APIs pass the decoded path, cut off at a decoded question mark. */
function apiPath(path: string): string {
  const text = decoded(path);
  const at = text.indexOf('?');
  return at < 0 ? text : text.slice(0, at);
}

function joinHeaders(raw: string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter(Boolean));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return { headers, cookies };
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats a time as in access logs: 20/Nov/2026:08:41:02 +0000. */
function accessLogTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${months[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
