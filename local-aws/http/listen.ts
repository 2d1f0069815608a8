import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { StartFailure } from '../start-failure.ts';

/** Listens on a port of the loopback interface, any free one if `port` is 0, and returns the port. */
export function listen(server: NetServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE';
      reject(
        isBusy
          ? new StartFailure(
              `Port ${port} is in use. Stop the process that uses it, or choose another port with -- --port N`,
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
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
