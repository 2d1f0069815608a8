/** Capacity units that a request or batch consumed, as reported by DynamoDB. */
export interface Units {
  read: number;
  write: number;
  /**
   * The part of `read` that was spent on settings missing from the cache, which isn't part of an operation's own cost.
   */
  settings: number;
  /** Units for counting requests and records against limits. They are not part of the other numbers. */
  limits: number;
}

/** The units as properties of log lines. */
export const loggedUnits = ({ read, write, settings, limits }: Units) => ({
  readUnits: read,
  writeUnits: write,
  ...(settings > 0 ? { settingsUnits: settings } : {}),
  ...(limits > 0 ? { limitUnits: limits } : {}),
});

/** The state that all table calls of a request or batch share. */
export interface Session {
  readonly units: Units;
  /**
   * Items that were read with strong consistency together with the caller's access, by `itemName`; undefined if
   * missing. Reading them again costs nothing. Transactions clear them.
   */
  readonly prefetched: Map<string, Record<string, unknown> | undefined>;
}

export const newSession = (): Session => ({
  units: { read: 0, write: 0, settings: 0, limits: 0 },
  prefetched: new Map(),
});
