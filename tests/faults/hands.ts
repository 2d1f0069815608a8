import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A worker on the table that can die before any call, or be delayed before one while others continue. */
export interface Hand {
  /** The call before which the worker crashes, counted from 1. It makes no calls afterwards. */
  diesAt?: number;
  holdsAt?: number;
  /** Concurrent work while the worker is delayed. */
  meanwhile?: () => Promise<void>;
}

/** Looks like an unavailable service to code that continues for a moment. */
class Death extends Error {
  readonly $metadata = {};
}

/** A running worker. Concurrent work may take longer than one of its calls. */
interface Working extends Hand {
  calls: number;
  others?: Promise<void> | undefined;
}
const hands = new AsyncLocalStorage<Working>();

/** Attributes every call of a client to the worker that makes it. */
export function watchCalls(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const hand = hands.getStore();
      if (hand) {
        hand.calls += 1;
        if (hand.calls === hand.holdsAt) await (hand.others = hands.exit(() => hand.meanwhile?.()));
        if (hand.diesAt !== undefined && hand.calls >= hand.diesAt) throw new Death();
      }
      return next(args);
    },
    { step: 'initialize', name: 'hands' },
  );
}

/** Runs work as a worker; false if it died. */
export async function workAs(hand: Hand, work: () => Promise<void>): Promise<boolean> {
  const working: Working = { ...hand, calls: 0 };
  try {
    await hands.run(working, work);
    return true;
  } catch (error) {
    if (error instanceof Death) return false;
    throw error;
  } finally {
    await working.others;
  }
}
