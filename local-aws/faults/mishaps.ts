/** A DynamoDB call: operation name and input. */
export type Call = { operation: string; input: Record<string, unknown> };

/** An injected response. */
export type Mishap = { status: number; body: Record<string, unknown> };

/** Probability of each fault, per thousand applicable calls. */
export const perMille = { throttle: 15, conflict: 50, unprocessed: 100 };

const happens = (oftenPerMille: number) => Math.random() * 1000 < oftenPerMille;

const singleWrites = new Set(['DeleteItem', 'PutItem', 'UpdateItem']);

/** The fault injected before a call reaches the engine, if any: a throttle or a transaction conflict. */
export function mishapOf({ operation, input }: Call): Mishap | undefined {
  if (happens(perMille.throttle)) {
    return refusal('ThrottlingException', 'Throughput exceeds the current capacity of your table or index.');
  }
  if (operation.startsWith('Transact') && happens(perMille.conflict)) return cancelled(input);
  if (singleWrites.has(operation) && happens(perMille.conflict)) {
    return refusal('TransactionConflictException', 'Transaction is ongoing for the item');
  }
  return undefined;
}

function cancelled(input: Record<string, unknown>): Mishap {
  const parts = (input.TransactItems ?? []) as unknown[];
  const unlucky = Math.floor(Math.random() * parts.length);
  const CancellationReasons = parts.map((_part, at) =>
    at === unlucky
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  const mishap = refusal('TransactionCanceledException', message);
  return { ...mishap, body: { ...mishap.body, CancellationReasons, Message: message } };
}

function refusal(name: string, message: string): Mishap {
  return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message } };
}

type Tables = Record<string, { Keys?: unknown[] } | unknown[]>;

/**
 * Sometimes splits a batch. Returns the input for the engine, and the rest, which the response reports as unprocessed
 * and which can be empty. Returns undefined if the batch is not split.
 */
export function splitBatch({
  operation,
  input,
}: Call): { input: Call['input']; unprocessed: Tables } | undefined {
  if (!operation.startsWith('Batch') || !happens(perMille.unprocessed)) return undefined;
  const processed: Tables = {};
  const unprocessed: Tables = {};
  for (const [table, request] of Object.entries((input.RequestItems ?? {}) as Tables)) {
    const all = Array.isArray(request) ? request : (request.Keys ?? []);
    const wrap = (part: unknown[]) => (Array.isArray(request) ? part : { ...request, Keys: part });
    // At least one request per table stays, because engines reject empty batches.
    const kept = 1 + Math.floor(Math.random() * all.length);
    processed[table] = wrap(all.slice(0, kept));
    if (kept < all.length) unprocessed[table] = wrap(all.slice(kept));
  }
  return { input: { ...input, RequestItems: processed }, unprocessed };
}
