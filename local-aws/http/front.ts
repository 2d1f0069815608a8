import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { EdgeBehavior, EdgeDefinition } from '../template/edge.ts';
import { maxRequestBytes, ownAnswer, type Api, type ApiAnswer } from './api.ts';
import {
  createEdgeRouter,
  createViewer,
  type EdgeHeaders,
  type ViewerAnswer,
  type ViewerRequest,
} from './edge.ts';
import { splitTarget } from './event.ts';
import type { SiteFile } from './site.ts';

export type FrontOptions = {
  edge: EdgeDefinition;
  api: Api;
  site: (uri: string) => Promise<SiteFile | undefined>;
  /** A file that is not in the site's folder: its path, and its contents for a page loaded from `origin`. */
  settings: { path: string; contents: (origin: string) => object };
  /** Handlers of the host's own paths, by prefix. */
  own: Record<string, (request: IncomingMessage, response: ServerResponse) => unknown>;
  /** Called for each request of the API that was answered. */
  onAnswer?: (answered: AnsweredRequest) => void;
};

/** A request of the API and its answer, without what can be secret: queries, headers and bodies. */
export type AnsweredRequest = {
  method: string;
  path: string;
  status: number;
  milliseconds: number;
  requestId: string | undefined;
};

/** Maximum length of a URL at CloudFront. */
const maxUrlBytes = 8_192;

type Answer = (request: IncomingMessage, response: ServerResponse, behavior: EdgeBehavior) => Promise<void>;

/** Answers requests to the host's main port: site and API as CloudFront serves them, and the host's own paths. */
export function createFront(options: FrontOptions): RequestListener {
  const behaviorOf = createEdgeRouter(options.edge);
  const answers = { api: answerByApi(options), site: answerBySite(options) };
  return (request, response) => {
    if (!isLocalName(request.headers.host)) {
      send(response, ownAnswer(421, 'This host answers to 127.0.0.1 and localhost only'), []);
      return;
    }
    const { path } = splitTarget(request.url ?? '/');
    const own = Object.keys(options.own).find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    if (own !== undefined) {
      options.own[own]?.(request, response);
      return;
    }
    if (Buffer.byteLength(`http://${request.headers.host}${request.url}`) > maxUrlBytes) {
      send(response, ownAnswer(414, 'URI Too Long'), []);
      return;
    }
    const behavior = behaviorOf(path);
    if (!behavior.methods.includes(request.method ?? '')) {
      send(response, ownAnswer(403, 'This distribution does not allow the method'), []);
      return;
    }
    answers[behavior.leadsTo](request, response, behavior).catch((error: unknown) => {
      console.error(error);
      send(response, ownAnswer(502, 'The local host failed'), []);
    });
  };
}

function answerByApi({ api, edge, onAnswer }: FrontOptions): Answer {
  const view = createViewer(edge);
  return async (request, response, behavior) => {
    const startedAt = performance.now();
    const body = await readBody(request);
    const viewed = view(behavior, viewerRequest(request));
    if (viewed.statusCode !== undefined) {
      send(response, viewerAnswer(viewed), behavior.responseHeaders);
      return;
    }
    const { path, query } = splitTarget(request.url ?? '/');
    const answer = await api(
      {
        method: request.method ?? 'GET',
        target: (viewed.uri ?? path) + (query && `?${query}`),
        rawHeaders: withoutEdgeHeaders(request.rawHeaders),
        body: body ?? tooLarge,
        sourceIp: '127.0.0.1',
      },
      { ...changedHeaders(request, viewed.headers), ...edgeHeaders(request), ...behavior.originHeaders },
    );
    if (!body) response.setHeader('connection', 'close');
    send(response, answer, behavior.responseHeaders);
    onAnswer?.({
      method: request.method ?? 'GET',
      path,
      status: answer.status,
      milliseconds: Math.round(performance.now() - startedAt),
      requestId: answer.headers.find(([name]) => name === 'x-request-id')?.[1],
    });
  };
}

function answerBySite(options: FrontOptions): Answer {
  const view = createViewer(options.edge);
  return async (request, response, behavior) => {
    const { path } = splitTarget(request.url ?? '/');
    const viewed = view(behavior, viewerRequest(request));
    if (viewed.statusCode !== undefined) {
      send(response, viewerAnswer(viewed), behavior.responseHeaders);
      return;
    }
    const uri = viewed.uri === '/' ? `/${options.edge.rootObject}` : (viewed.uri ?? path);
    const file = await siteFile(uri, request, options);
    const answer = fileAnswer(file, request);
    send(
      response,
      behavior.compresses && file ? compressed(answer, file, request) : answer,
      behavior.responseHeaders,
    );
  };
}

/** Types of texts that CloudFront compresses, and from how many bytes on. */
const compressedTypes = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg)/;
const [compressedMin, compressedMax] = [1_000, 10_000_000];
const packed = new WeakMap<SiteFile, Buffer>();

/** Compresses a file of the site as CloudFront does, if the browser accepts that. */
function compressed(answer: ApiAnswer, file: SiteFile, request: IncomingMessage): ApiAnswer {
  const { body, contentType } = file;
  const accepted = [request.headers['accept-encoding'] ?? ''].flat().join(',');
  const isInRange = body.length >= compressedMin && body.length <= compressedMax;
  if (answer.status !== 200 || !isInRange || !compressedTypes.test(contentType) || !/\bgzip\b/.test(accepted))
    return answer;
  const bytes = packed.get(file) ?? gzipSync(body);
  packed.set(file, bytes);
  return {
    ...answer,
    headers: [...answer.headers, ['content-encoding', 'gzip'], ['vary', 'Accept-Encoding']],
    body: bytes,
  };
}

/** A request as a CloudFront function gets it. */
function viewerRequest(request: IncomingMessage): ViewerRequest {
  const headers = Object.entries(request.headers).map(([name, value]): [string, { value: string }] => [
    name,
    { value: [value].flat().join(', ') },
  ]);
  return {
    method: request.method ?? 'GET',
    uri: splitTarget(request.url ?? '/').path,
    headers: Object.fromEntries(headers),
    ip: request.socket.remoteAddress ?? '127.0.0.1',
    requestId: randomUUID(),
  };
}

/** The answer that a CloudFront function gives itself. */
const viewerAnswer = ({ statusCode = 500, headers = {}, body }: ViewerAnswer): ApiAnswer => ({
  status: statusCode,
  headers: Object.entries(headers).map(([name, { value }]): [string, string] => [name, value]),
  body: body?.data ?? '',
});

/** The headers that a CloudFront function set. */
function changedHeaders(request: IncomingMessage, headers: EdgeHeaders = {}): Record<string, string> {
  const changed = Object.entries(headers).filter(
    ([name, { value }]) => [request.headers[name] ?? []].flat().join(', ') !== value,
  );
  return Object.fromEntries(changed.map(([name, { value }]) => [name, value]));
}

async function siteFile(uri: string, request: IncomingMessage, options: FrontOptions) {
  if (uri !== options.settings.path) return options.site(uri);
  const body = Buffer.from(JSON.stringify(options.settings.contents(`http://${request.headers.host ?? ''}`)));
  return { body, contentType: 'application/json', etag: '"settings"', cacheControl: 'no-store' };
}

function fileAnswer(file: SiteFile | undefined, request: IncomingMessage): ApiAnswer {
  if (!file)
    return { status: 404, headers: [['content-type', 'text/plain; charset=utf-8']], body: 'Not Found' };
  const isKnown = request.headers['if-none-match'] === file.etag;
  const headers: [string, string][] = [
    ['content-type', file.contentType],
    ['etag', file.etag],
    ['cache-control', file.cacheControl],
  ];
  return { status: isKnown ? 304 : 200, headers, body: isKnown ? '' : file.body };
}

/** Stands for a body that exceeds the API's limit and was not stored. */
const tooLarge = Buffer.alloc(maxRequestBytes + 1);

/** The whole body, or undefined as soon as it exceeds the API's limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxRequestBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequestBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whether a Host header names this machine directly. Other names are rejected to prevent DNS rebinding. */
function isLocalName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
}

/** Removes headers that only CloudFront may set. */
function withoutEdgeHeaders(raw: string[]): string[] {
  return raw.filter((_text, at) => !/^cloudfront-/i.test(raw[at - (at % 2)] ?? ''));
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
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  for (const { name, value } of added) response.setHeader(name, value);
  response.setHeader('content-length', Buffer.byteLength(answer.body));
  response.writeHead(answer.status);
  response.end(answer.body);
}
