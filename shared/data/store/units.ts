import type { RequestsAllowed } from '#contract/problem-texts/en.ts';

/** Capacity units that a request or batch consumed, as reported by DynamoDB. */
export interface Units {
  read: number;
  write: number;
  /**
   * The part of `read` that was spent on settings missing from the cache. It isn't part of the cost of the operation
   * itself.
   */
  settings: number;
  /** Units spent on checking the limits of requests and records. They aren't included in `read` and `write`. */
  limits: number;
  /** Calls of the table, without those for settings and limits. */
  calls: number;
  /** How many of these calls were made one after the other. Calls at the same time are one round. */
  rounds: number;
}

/** The units as properties of log lines. */
export const loggedUnits = ({ read, write, settings, limits, calls, rounds }: Units) => ({
  readUnits: read,
  writeUnits: write,
  calls,
  rounds,
  ...(settings > 0 ? { settingsUnits: settings } : {}),
  ...(limits > 0 ? { limitUnits: limits } : {}),
});

/** The state of a limit as this instance knows it, for the headers of the answer. */
export interface LimitState {
  by: RequestsAllowed['by'];
  most: number;
  /** Requests that could be made at once. */
  remaining: number;
  /** Seconds until the bucket is full again. */
  fullInSeconds: number;
}

/** The state that all table calls of a request or batch share. */
export interface Session {
  readonly units: Units;
  /**
   * Items that were read with strong consistency together with the caller's access, by `itemName`; undefined if
   * missing. Reading them again costs nothing. Transactions clear them.
   */
  readonly prefetched: Map<string, Record<string, unknown> | undefined>;
  /** What the answer's headers say about the request. */
  readonly reply: { isReplayed?: boolean; limits?: LimitState[] };
  /** When the function's time for a request ends, in milliseconds since the Unix epoch. */
  readonly endsAt?: number;
}

export const newSession = (): Session => ({
  units: { read: 0, write: 0, settings: 0, limits: 0, calls: 0, rounds: 0 },
  prefetched: new Map(),
  reply: {},
});
