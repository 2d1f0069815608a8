/** A timestamp to the minute, in the form that all languages of the API share: `2026-12-25 09:30 UTC`. */
export const minuteOf = (timestamp: string): string =>
  `${timestamp.slice(0, 10)} ${timestamp.slice(11, 16)} UTC`;
