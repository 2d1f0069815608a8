/**
 * A date by which lists can be filtered. The query parameters `<name>From` and `<name>To` are days in the
 * organization's time zone, both inclusive.
 */
export interface DayOf {
  /** Fields of the list row that contain a timestamp or date. The first one with a value is used. */
  fields: readonly string[];
  /** The sort order by this date, if there is one. Lists use it to read only the matching days. */
  sort?: string;
}

/** The names of the query parameters that filter by a date. */
export const dayParameters = (name: string): { from: string; to: string } => ({
  from: `${name}From`,
  to: `${name}To`,
});
