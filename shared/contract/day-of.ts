/** A day of a record: lists take it as `<name>From` and `<name>To`, in the organization's calendar, the last one with them. */
export interface DayOf {
  /** Moments or dates that list rows hold; the first that has a value tells the day. */
  fields: readonly string[];
  /** The sort that follows it: such a list finds its days without looking through others. */
  sort?: string;
}

/** The query parameters of a day. */
export const dayParameters = (name: string): { from: string; to: string } => ({
  from: `${name}From`,
  to: `${name}To`,
});
