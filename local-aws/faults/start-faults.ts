import { Agent, request as send, type IncomingMessage } from 'node:http';
import type { DynamoCall } from '../engines/dynamodb/wire.ts';
import { close, createHttpServer, listen } from '../http/listen.ts';
import { createFaultProxy } from './fault-proxy.ts';

/** Starts a proxy that injects faults in front of an engine. Returns the URL to call instead of the engine's. */
export async function startFaults(
  engineUrl: string,
  call: DynamoCall,
  table: { name: string; keys: string[] },
): Promise<{ url: string; stop(): Promise<void> }> {
  const agent = new Agent({ keepAlive: true });
  const forward = (request: IncomingMessage, body: string) => forwardTo(engineUrl, agent, request, body);
  const http = createHttpServer();
  http.answerWith(createFaultProxy({ forward, call, table }));
  const url = `http://127.0.0.1:${await listen(http.server, 0)}`;
  return { url, stop: () => close(http.server) };
}

function forwardTo(url: string, agent: Agent, { headers }: IncomingMessage, body: string) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const changed = { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const call = send(url, { method: 'POST', agent, headers: changed }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}
