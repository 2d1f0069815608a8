import * as z from 'zod/mini';

/**
 * The number of deals in a stage, their total value, and the value weighted by probability. Values are in minor units
 * of the organization's currency and capped at 2^53 − 1.
 */
export const stageSums = z.object({
  stageId: z.string(),
  count: z.int(),
  sumMinor: z.int(),
  weightedMinor: z.int(),
});
