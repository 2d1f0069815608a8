import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** The SDK client calls the handler with a `Call` and expects an `Answer`. */
export interface Call {
  protocol: string;
  hostname: string;
  port?: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}
export interface Answer {
  response: { statusCode: number; headers: Record<string, string>; body: Buffer };
}

const connections = { keepAlive: true, maxSockets: 50 };
const agents = { 'http:': new HttpAgent(connections), 'https:': new HttpsAgent(connections) };
/**
 * If a connection to DynamoDB is silent for this long, the response is considered lost. Four attempts take little more
 * than half of the 15 seconds that an API function has.
 */
let timeoutMs = 2_000;

/**
 * The request handler of the DynamoDB client. It buffers whole bodies, so it needs neither streams nor timers for them.
 * README.md lists how much CPU time this saves.
 */
export const requestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: (call: Call): Promise<Answer> =>
    new Promise((resolve, reject) => {
      send(call, resolve, reject);
    }),
  destroy() {
    for (const agent of Object.values(agents)) agent.destroy();
  },
  /** The SDK also sets a logger in this way, under a symbol. */
  updateHttpClientConfig(key: string | symbol, value: unknown) {
    if (key === 'requestTimeout') timeoutMs = Number(value);
  },
  httpHandlerConfigs: () => ({ requestTimeout: timeoutMs }),
};

function send(call: Call, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const { hostname, port, method, path, headers, body } = call;
  const isSecure = call.protocol === 'https:';
  const request = (isSecure ? httpsRequest : httpRequest)(
    {
      hostname,
      port,
      method,
      path,
      headers,
      timeout: timeoutMs,
      agent: agents[isSecure ? 'https:' : 'http:'],
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => reject(temporaryError(error)));
      response.on('end', () => {
        const { statusCode = 0, headers: received } = response;
        resolve({
          response: {
            statusCode,
            headers: received as Record<string, string>,
            body: Buffer.concat(chunks),
          },
        });
      });
    },
  );
  request.on('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
  request.on('error', (error) => reject(temporaryError(error)));
  if (body instanceof Uint8Array) request.end(latin1Text(body), 'latin1');
  else request.end(body);
}

/** The bytes as a string with one character per byte. Node sends a string together with the head, in one write. */
const latin1Text = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

const lost = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Renames errors of lost connections to `TimeoutError`, which the SDK retries. */
function temporaryError(error: NodeJS.ErrnoException): Error {
  return lost.has(error.code ?? '') ? Object.assign(error, { name: 'TimeoutError' }) : error;
}
