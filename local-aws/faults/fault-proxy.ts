import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { DynamoCall } from '../engines/dynamodb/wire.ts';
import { ServiceError } from '../http/service-error.ts';
import { createFreshWrites, type FreshWrites, type Item } from './fresh-writes.ts';
import { makeLate } from './late-reads.ts';
import { mishapOf, splitBatch, type Call } from './mishaps.ts';
import { writtenKeys } from './written-keys.ts';

export type FaultOptions = {
  /** Sends a body to the engine with the headers of a request, and returns the response. */
  forward(request: IncomingMessage, body: string): Promise<{ status: number; body: string }>;
  /** Calls the engine on behalf of the host. */
  call: DynamoCall;
  table: { name: string; keys: string[] };
};

/**
 * Makes the local engine behave like AWS under load: transaction conflicts, throttles, partially processed batches, and
 * indexes and eventually consistent reads that lag behind writes.
 */
export function createFaultProxy(options: FaultOptions): RequestListener {
  const fresh = createFreshWrites(options.table.keys);
  return (request, response) => {
    void answer(request, options, fresh).then(
      ({ status, body }) => send(response, status, body),
      (error: unknown) =>
        send(response, 500, JSON.stringify({ __type: 'InternalServerError', message: String(error) })),
    );
  };
}

async function answer(request: IncomingMessage, options: FaultOptions, fresh: FreshWrites) {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  const call: Call = {
    operation,
    input: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Call['input'],
  };
  const mishap = mishapOf(call);
  if (mishap) return { status: mishap.status, body: JSON.stringify(mishap.body) };

  const split = splitBatch(call);
  const reduced = { operation, input: split?.input ?? call.input };
  const keys = writtenKeys(reduced, options.table.keys);
  const before = await imagesOf(keys, options);
  const forwarded = await options.forward(request, JSON.stringify(reduced.input));
  if (forwarded.status !== 200) return forwarded;
  keys.forEach((key, at) => fresh.wrote(key, before[at]));
  const late = makeLate(
    reduced,
    JSON.parse(forwarded.body) as Record<string, unknown>,
    fresh,
    options.table.keys,
  );
  if (split) late[operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems'] = split.unprocessed;
  return { status: 200, body: JSON.stringify(late) };
}

/** The current items of keys that are about to be written; undefined where there is none. */
function imagesOf(keys: Item[], { call, table }: FaultOptions): Promise<(Item | undefined)[]> {
  return Promise.all(
    keys.map(async (Key) => {
      try {
        const { Item: item } = await call('GetItem', { TableName: table.name, Key, ConsistentRead: true });
        return item as Item | undefined;
      } catch (error) {
        // If the engine rejects a key here, it will reject the write too.
        if (error instanceof ServiceError) return undefined;
        throw error;
      }
    }),
  );
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
