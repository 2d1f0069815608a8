import * as z from 'zod/mini';

/**
 * The number of deals in a stage, their total value, and the value weighted by probability. Values are in minor units
 * of the organization's currency and capped at 2^53 − 1. Values in other currencies count at the deal's exchange rate.
 * Without one, they are left out: a query of deals with `counting` tells how many, and what they come to.
 */
export const stageSums = z.object({
  stageId: z.string(),
  count: z.int(),
  sumMinor: z.int(),
  weightedMinor: z.int(),
});
