import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** What the SDK client passes to the handler, and what it expects in return. */
interface Call {
  protocol: string;
  hostname: string;
  port?: number;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | string;
}
interface Answer {
  response: { statusCode: number; headers: Record<string, string>; body: Uint8Array };
}

const connections = { keepAlive: true, maxSockets: 50 };
const agents = { 'http:': new HttpAgent(connections), 'https:': new HttpsAgent(connections) };
/**
 * A DynamoDB response that takes longer is considered lost. Three attempts take less than half of an API function's
 * timeout.
 */
const timeoutMs = 2_000;

/**
 * The request handler of the DynamoDB client. Bodies are small and complete, so neither streams nor timers for them are
 * needed. README.md lists how much CPU time this saves.
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
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
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

/** The bytes as a string of one character each. Node sends strings together with the head, in one write. */
const latin1Text = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1');

const lost = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Names errors of lost connections so that the SDK retries the call. */
function temporaryError(error: NodeJS.ErrnoException): Error {
  return lost.has(error.code ?? '') ? Object.assign(error, { name: 'TimeoutError' }) : error;
}
