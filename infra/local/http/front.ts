import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { EdgeBehavior, EdgeDefinition } from '../template/edge.ts';
import { maxRequestBytes, ownAnswer, type Api, type ApiAnswer } from './api.ts';
import { createEdgeRouter, createViewerFunction } from './edge.ts';
import { splitTarget } from './event.ts';
import type { SiteFile } from './site.ts';

export type FrontOptions = {
  edge: EdgeDefinition;
  api: Api;
  site(uri: string): Promise<SiteFile | undefined>;
  /** `/config.json` for a page that was loaded from this origin. */
  configuration(origin: string): object;
  /** Handlers of paths that belong to the host and not to the product, by prefix. */
  own: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>;
};

/** The one port of the local host: site and API as the edge shows them, and the host's own paths. */
export function createFront(options: FrontOptions): RequestListener {
  const behaviorOf = createEdgeRouter(options.edge);
  const viewerFunctions = new Map(
    [...options.edge.behaviors, options.edge.fallback].flatMap((behavior) =>
      behavior.viewerRequestCode
        ? [[behavior, createViewerFunction(behavior.viewerRequestCode)] as const]
        : [],
    ),
  );
  return (request, response) => {
    if (!isLocalName(request.headers.host)) {
      return send(response, ownAnswer(421, 'This host answers to 127.0.0.1 and localhost only'), []);
    }
    const { path } = splitTarget(request.url ?? '/');
    const own = Object.keys(options.own).find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    if (own !== undefined) return void options.own[own]?.(request, response);
    const behavior = behaviorOf(path);
    if (!behavior.methods.includes(request.method ?? '')) {
      return send(response, ownAnswer(403, 'This distribution does not allow the method'), []);
    }
    const answer = behavior.leadsTo === 'api' ? answerByApi : answerBySite;
    answer(request, response, behavior).catch((error: unknown) => {
      console.error(error);
      send(response, ownAnswer(502, 'The local host failed'), []);
    });
  };

  async function answerByApi(request: IncomingMessage, response: ServerResponse, behavior: EdgeBehavior) {
    const body = await readBody(request);
    const answer = await options.api(
      {
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        rawHeaders: withoutEdgeHeaders(request.rawHeaders, behavior),
        body: body ?? tooLarge,
        sourceIp: '127.0.0.1',
      },
      { ...edgeHeaders(request), ...behavior.originHeaders },
    );
    if (!body) response.setHeader('connection', 'close');
    send(response, answer, behavior.responseHeaders);
  }

  async function answerBySite(request: IncomingMessage, response: ServerResponse, behavior: EdgeBehavior) {
    const { path } = splitTarget(request.url ?? '/');
    const viewed = viewerFunctions.get(behavior)?.({ method: request.method ?? 'GET', uri: path });
    if (viewed?.statusCode !== undefined) {
      const headers = Object.entries(viewed.headers ?? {}).map(([n, { value }]): [string, string] => [
        n,
        value,
      ]);
      return send(response, { status: viewed.statusCode, headers, body: '' }, behavior.responseHeaders);
    }
    const uri = viewed?.uri ?? path;
    const file = await siteFile(uri === '/' ? `/${options.edge.rootObject}` : uri, request);
    if (!file) {
      const headers: [string, string][] = [['content-type', 'text/plain; charset=utf-8']];
      return send(response, { status: 404, headers, body: 'Not Found' }, behavior.responseHeaders);
    }
    const isKnown = request.headers['if-none-match'] === file.etag;
    const headers: [string, string][] = [
      ['content-type', file.contentType],
      ['etag', file.etag],
      ['cache-control', file.cacheControl],
    ];
    const answer = { status: isKnown ? 304 : 200, headers, body: isKnown ? '' : file.body };
    send(response, answer, behavior.responseHeaders);
  }

  async function siteFile(uri: string, request: IncomingMessage): Promise<SiteFile | undefined> {
    if (uri !== '/config.json') return options.site(uri);
    const body = Buffer.from(JSON.stringify(options.configuration(`http://${request.headers.host}`)));
    return { body, contentType: 'application/json', etag: '"configuration"', cacheControl: 'no-store' };
  }
}

/** Stands for a body that was not kept because it was larger than the API takes. */
const tooLarge = Buffer.alloc(maxRequestBytes + 1);

/** The whole body, or undefined as soon as it is larger than the API takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxRequestBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequestBytes) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** A page of another name that resolves to this machine must not reach us through a browser. */
function isLocalName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

/** Callers cannot send what only the edge may say. */
function withoutEdgeHeaders(raw: string[], behavior: EdgeBehavior): string[] {
  const isEdges = (name: string) => name.startsWith('cloudfront-') || name in behavior.originHeaders;
  return raw.filter((_text, at) => !isEdges(raw[at - (at % 2)]!.toLowerCase()));
}

function edgeHeaders(request: IncomingMessage): Record<string, string> {
  const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket;
  const before = request.headers['x-forwarded-for'];
  return {
    'cloudfront-viewer-address': `${remoteAddress}:${remotePort}`,
    'x-forwarded-for': [before, remoteAddress].flat().filter(Boolean).join(', '),
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
}

function send(response: ServerResponse, answer: ApiAnswer, added: { name: string; value: string }[]): void {
  if (response.headersSent) return void response.destroy();
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  for (const { name, value } of added) response.setHeader(name, value);
  response.setHeader('content-length', Buffer.byteLength(answer.body));
  response.writeHead(answer.status);
  response.end(answer.body);
}
