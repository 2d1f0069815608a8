import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Access, Principal } from '../../iam/access.ts';
import { leadingKeysKey, type ConditionContext } from '../../iam/conditions.ts';
import { leadingKeys, neededRights, writingOperations } from './request-rights.ts';

export type DynamoFrontOptions = {
  /** Where allowed requests are sent. */
  upstream: { host: string; port: number };
  access: Access;
  /** ARN of a table, by its name. */
  tableArn: (name: string) => string;
  /** Name of the table's partition key. */
  partitionKey: string;
  /** Called when the response to a write arrives. */
  onWrite: () => void;
};

/**
 * Stands in front of the DynamoDB engine and checks every call against the caller's permissions. It works on bytes:
 * requests are inspected and forwarded unchanged, and responses are piped. node:http on both sides would need as much
 * CPU time as the engine.
 */
export function createDynamoFront(options: DynamoFrontOptions): Server {
  return createServer({ noDelay: true }, (client) => new Connection(client, options));
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * A client connection with its engine connection. On a connection, the SDK sends a request only after the response to
 * the previous one.
 */
class Connection {
  readonly #client: Socket;
  readonly #engine: Socket;
  readonly #options: DynamoFrontOptions;
  #received: Buffer[] = [];
  /** Number of bytes of the current request that have not arrived yet; 0 or less while its length is unknown. */
  #missing = 0;
  #isWriting = false;

  constructor(client: Socket, options: DynamoFrontOptions) {
    this.#client = client;
    this.#options = options;
    this.#engine = connect({ ...options.upstream, noDelay: true });
    const end = () => {
      client.destroy();
      this.#engine.destroy();
    };
    for (const socket of [client, this.#engine]) socket.on('error', end).on('close', end);
    client.on('data', (data) => this.#take(data));
    this.#engine.on('data', (data) => {
      client.write(data);
      if (!this.#isWriting) return;
      this.#isWriting = false;
      options.onWrite();
    });
  }

  #take(data: Buffer): void {
    this.#received.push(data);
    this.#missing -= data.length;
    if (this.#missing > 0) return;
    const all = this.#received.length === 1 ? data : Buffer.concat(this.#received);
    const headLength = all.indexOf(headEnd);
    if (headLength < 0) return;
    const head = all.toString('latin1', 0, headLength);
    const length = Number(/\r\ncontent-length:\s*(\d+)/i.exec(head)?.[1] ?? 0);
    this.#missing = headLength + headEnd.length + length - all.length;
    if (this.#missing > 0) {
      this.#received = [all];
      return;
    }
    this.#received = [];
    const operation = /\r\nx-amz-target:\s*DynamoDB_20120810\.(\w+)/i.exec(head)?.[1] ?? '';
    const refusal = this.#refusal(head, operation, () => all.toString('utf8', headLength + headEnd.length));
    if (refusal) {
      this.#client.write(errorResponse(refusal));
    } else {
      this.#isWriting = writingOperations.has(operation);
      this.#engine.write(all);
    }
  }

  #refusal(head: string, operation: string, body: () => string): Refusal | undefined {
    const { access, tableArn, partitionKey } = this.#options;
    const accessKeyId = /\r\nauthorization:[^\r]*Credential=([^/\s]+)\//i.exec(head)?.[1] ?? '';
    const principal = access.principalOf(accessKeyId);
    if (!principal) {
      return {
        type: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      };
    }
    const needed = neededRights(operation, body());
    if (!needed) return { type: 'AccessDeniedException', message: unknownOperation(principal, operation) };
    for (const right of needed) {
      const { action, table, index } = right;
      const resource = index ? `${tableArn(table)}/index/${index}` : tableArn(table);
      const context: ConditionContext = (key) =>
        key === leadingKeysKey ? leadingKeys(operation, body(), right, partitionKey) : undefined;
      const message = access.refusal(principal, `dynamodb:${action}`, resource, context);
      if (message) return { type: 'AccessDeniedException', message };
    }
    return undefined;
  }
}

type Refusal = { type: string; message: string };

function unknownOperation(principal: Principal, operation: string): string {
  return `User: ${principal.arn} is not authorized to perform: dynamodb:${operation}, which the local host does not support`;
}

function errorResponse({ type, message }: Refusal): string {
  const body = JSON.stringify({ __type: `com.amazon.coral.service#${type}`, Message: message });
  return [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/x-amz-json-1.0',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: keep-alive',
    '',
    body,
  ].join('\r\n');
}
