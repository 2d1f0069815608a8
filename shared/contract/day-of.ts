/**
 * A date of a record that lists can filter by as `<name>From` and `<name>To`, inclusive, in the organization's time
 * zone.
 */
export interface DayOf {
  /** Timestamps or dates in list rows. The first one with a value counts. */
  fields: readonly string[];
  /** A sort by this date, with which a list reads only the matching days. */
  sort?: string;
}

/** The query parameters of a date. */
export const dayParameters = (name: string): { from: string; to: string } => ({
  from: `${name}From`,
  to: `${name}To`,
});
