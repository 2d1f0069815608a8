import * as z from 'zod/mini';

/** A file that an operation returns instead of JSON. Clients receive its bytes; its name is in a header. */
export const fileOutput = z.object({
  name: z.string(),
  bytes: z.instanceof(Uint8Array) as z.ZodMiniType<Uint8Array>,
});
export type FileOutput = z.infer<typeof fileOutput>;
