import * as z from 'zod/mini';

/** The length of an activity: at most a day. */
export const durationMinutes = z.int().check(z.gte(0), z.lte(1_440));
