/**
 * The names of the query parameters that filter by a date: days in the organization's time zone, both inclusive.
 */
export const dayParameters = (name: string): { from: string; to: string } => ({
  from: `${name}From`,
  to: `${name}To`,
});
