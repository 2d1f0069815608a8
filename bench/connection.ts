import { connect, type Socket } from 'node:net';

export type Answer = { status: number; body: string; head: string };

/**
 * A keep-alive connection for one request at a time. It takes a tenth of the CPU time of node:http's client, so that
 * the load generator doesn't slow down the system it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer[] = [];
  #missing = 0;
  #settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#socket.on('data', (data) => this.#take(data));
    const fail = (error: Error) => this.#settle?.reject(error);
    this.#socket.on('error', fail).on('close', () => fail(new Error('the connection was closed')));
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = undefined;
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    this.#received.push(data);
    this.#missing -= data.length;
    if (this.#missing > 0) return;
    const all = this.#received.length === 1 ? data : Buffer.concat(this.#received);
    const headLength = all.indexOf('\r\n\r\n');
    this.#received = [all];
    if (headLength < 0) return;
    const head = all.toString('latin1', 0, headLength);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    this.#missing = headLength + 4 + length - all.length;
    if (this.#missing > 0) return;
    this.#received = [];
    const status = Number(head.slice(9, 12));
    this.#settle?.resolve({ status, head, body: all.toString('utf8', headLength + 4) });
  }
}

/** The bytes of a request, built once and sent many times. */
export function requestBytes(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Buffer {
  const all = {
    host: '127.0.0.1',
    ...headers,
    ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n'));
}
