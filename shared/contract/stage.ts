import * as z from 'zod/mini';
import { tagColors } from './tag-color.ts';

/** A stage of a pipeline. Pipelines contain their open stages in order, then won and lost, then removed stages. */
export const stage = z.object({
  id: z.string(),
  name: z.string(),
  color: z.enum(tagColors),
  /** Probability in percent that a deal in this stage is won. */
  probability: z.int(),
  meaning: z.enum(['open', 'won', 'lost']),
  /** Days in this stage after which a deal stands out; 30 by default. */
  staleDays: z.optional(z.int()),
  retired: z.optional(z.boolean()),
});
export type Stage = z.infer<typeof stage>;
