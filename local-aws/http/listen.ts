import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { patiently } from '../patience.ts';
import { StartFailure } from '../start-failure.ts';

/**
 * Listens on a port of the loopback interface, any free one if `port` is 0, and returns the port. Waits for a port that a
 * host has which is ending.
 */
export async function listen(server: NetServer, port: number): Promise<number> {
  const found = await patiently(
    () => tryPort(server, port),
    () => `Port ${port} is in use. Waiting for the process that uses it …`,
  );
  if (found !== undefined) return found;
  throw new StartFailure(
    `Port ${port} is in use. Stop the process that uses it, or choose another port with -- --port N`,
  );
}

/** Undefined if the port is in use. */
function tryPort(server: NetServer, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      server.off('listening', listening);
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    };
    const listening = () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    };
    server.once('error', failed).once('listening', listening);
    server.listen(port, '127.0.0.1');
  });
}

/** A server that can listen before its handler exists. It answers with 503 until `answerWith` is called. */
export function createHttpServer(): { server: Server; answerWith: (listener: RequestListener) => void } {
  let current: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1', 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'The local host is starting' }));
  };
  const server = createServer((request, response) => current(request, response));
  // Much longer than Node's default of 5 seconds, so that the server rarely closes an idle connection just as a client is
  // sending a request.
  server.keepAliveTimeout = 65_000;
  return { server, answerWith: (listener) => (current = listener) };
}

/** Stops listening and closes open connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
