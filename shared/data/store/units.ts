/** Capacity units that a request or batch consumed, as reported by DynamoDB. */
export interface Units {
  read: number;
  write: number;
  /**
   * The part of the reads spent on settings missing from the cache, which is not part of an operation's own cost.
   */
  settings: number;
  /** Reads and writes that count requests and records against limits, which are not part of the other numbers. */
  limits: number;
}

/** For log lines. */
export const loggedUnits = ({ read, write, settings, limits }: Units) => ({
  readUnits: read,
  writeUnits: write,
  ...(settings > 0 ? { settingsUnits: settings } : {}),
  ...(limits > 0 ? { limitUnits: limits } : {}),
});

/** What every table call needs. */
export interface Session {
  readonly units: Units;
  /**
   * Items that were read strongly together with the caller's access, by `itemName`; undefined if missing. Reading
   * them again is free. Any write clears them.
   */
  readonly prefetched: Map<string, Record<string, unknown> | undefined>;
}

export const newSession = (): Session => ({
  units: { read: 0, write: 0, settings: 0, limits: 0 },
  prefetched: new Map(),
});
