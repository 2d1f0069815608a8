/** Seconds since 1970 of an ISO 8601 instant, as DynamoDB's TTL expects. */
export const epochSeconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
