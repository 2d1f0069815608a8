import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { requestHandler } from './request-handler.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function callOf(listener: Parameters<typeof createServer>[1], text: string) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const body = new TextEncoder().encode(text);
  const headers = { host: '127.0.0.1', 'content-length': String(body.length) };
  return { protocol: 'http:', hostname: '127.0.0.1', port, method: 'POST', path: '/', headers, body };
}

test('every character arrives unchanged in both directions', async () => {
  const text = JSON.stringify({ name: 'Zoë Ñandú 山田 😀 \u0000', long: 'é'.repeat(100_000) });
  const echo = await callOf((request, response) => void request.pipe(response), text);
  const { response } = await requestHandler.handle(echo);
  expect(response.statusCode).toBe(200);
  expect(new TextDecoder().decode(response.body)).toBe(text);
});

test('a lost connection fails with the error name that the client retries', async () => {
  const hangUp = await callOf((request) => request.socket.destroy(), '{}');
  await expect(requestHandler.handle(hangUp)).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('a missing response times out early enough for three retries', async () => {
  const silence = await callOf(() => undefined, '{}');
  const startedAt = performance.now();
  await expect(requestHandler.handle(silence)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(4 * (performance.now() - startedAt)).toBeLessThan(15_000 - 3_000);
  server?.closeAllConnections();
});

test('settings of the SDK other than the timeout leave the timeout unchanged', () => {
  const before = requestHandler.httpHandlerConfigs();
  requestHandler.updateHttpClientConfig(Symbol.for('logger'), { warn: () => undefined });
  expect(requestHandler.httpHandlerConfigs()).toEqual(before);
});
