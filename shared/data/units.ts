/** Capacity that one request or one batch has used, as DynamoDB reported it. */
export interface Units {
  read: number;
  write: number;
}

/** What every call of the table needs to know. */
export interface Session {
  readonly units: Units;
  /**
   * Items that were read strongly together with the caller's rights, by `itemName`; undefined for one that is not there.
   * Reads of them cost nothing more. A write empties it.
   */
  readonly prefetched: Map<string, Record<string, unknown> | undefined>;
}

export const newSession = (): Session => ({ units: { read: 0, write: 0 }, prefetched: new Map() });
