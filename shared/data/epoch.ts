/** An ISO 8601 instant in whole seconds since 1970, as the table's time-to-live counts. */
export const epochSeconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
