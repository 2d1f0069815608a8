import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A worker that can crash before any of its calls, or be delayed before one while others continue. */
export interface Worker {
  /** The call before which the worker crashes, counted from 1. It makes no calls afterwards. */
  crashesAt?: number;
  pausesAt?: number;
  /** Concurrent work while the worker is delayed. */
  meanwhile?: () => Promise<void>;
}

/** The error that ends a worker. The code under test treats it like an unavailable service. */
class Crash extends Error {
  readonly $metadata = {};
}

/** A worker in progress. `others` is the concurrent work, which may outlast the call that it delays. */
interface RunningWorker extends Worker {
  calls: number;
  others?: Promise<void> | undefined;
}
const workers = new AsyncLocalStorage<RunningWorker>();

/** Counts the calls of a client for the worker that makes them, and delays or crashes the worker at the chosen call. */
export function watchCalls(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      await beginCall();
      return next(args);
    },
    { step: 'initialize', name: 'workers' },
  );
}

/** Counts the calls of `fetch` too, which send objects to S3 and read them. */
export function watchFetch(): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    await beginCall();
    return fetch(...request);
  };
}

async function beginCall(): Promise<void> {
  const worker = workers.getStore();
  if (!worker) return;
  worker.calls += 1;
  if (worker.calls === worker.pausesAt) await (worker.others = workers.exit(() => worker.meanwhile?.()));
  if (hasCrashed(worker)) throw new Crash();
}

const hasCrashed = ({ calls, crashesAt }: RunningWorker): boolean =>
  crashesAt !== undefined && calls >= crashesAt;

/** Runs work as a worker. Returns false if it crashed. */
export async function workAs(worker: Worker, work: () => Promise<unknown>): Promise<boolean> {
  const working: RunningWorker = { ...worker, calls: 0 };
  try {
    await workers.run(working, work);
    return true;
  } catch (error) {
    // The code under test can have replaced the error.
    if (hasCrashed(working)) return false;
    throw error;
  } finally {
    await working.others;
  }
}
