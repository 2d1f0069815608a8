import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Somebody who works on the table: may die before any call, and may be held up before one while others go on. */
export interface Hand {
  /** The call before which it dies, counted from 1; afterwards it calls nothing more. */
  diesAt?: number;
  holdsAt?: number;
  /** What others do while it is held up. */
  meanwhile?: () => Promise<void>;
}

/** To whoever goes on for a moment it looks as if the service were away. */
class Death extends Error {
  readonly $metadata = {};
}

/** A hand at work. What others do meanwhile may take longer than one of its calls that goes on beside that. */
interface Working extends Hand {
  calls: number;
  others?: Promise<void> | undefined;
}
const hands = new AsyncLocalStorage<Working>();

/** Puts every call of a client into the hand that makes it. */
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

/** Works as a hand does; false if it died. */
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
