/** Capacity that one request or one batch has used, as DynamoDB reported it. */
export interface Units {
  read: number;
  write: number;
  /** Of what was read: settings that this process had forgotten. They are no part of what an operation costs by itself. */
  settings: number;
}

/** As lines of the log tell them. */
export const loggedUnits = ({ read, write, settings }: Units) => ({
  readUnits: read,
  writeUnits: write,
  ...(settings > 0 ? { settingsUnits: settings } : {}),
});

/** What every call of the table needs to know. */
export interface Session {
  readonly units: Units;
  /**
   * Items that were read strongly together with the caller's rights, by `itemName`; undefined for one that is not there.
   * Reads of them cost nothing more. A write empties it.
   */
  readonly prefetched: Map<string, Record<string, unknown> | undefined>;
}

export const newSession = (): Session => ({
  units: { read: 0, write: 0, settings: 0 },
  prefetched: new Map(),
});
