import * as z from 'zod/mini';

const bytes: z.ZodMiniType<Uint8Array> = z.instanceof(Uint8Array);

/** A file that an operation returns instead of JSON. Clients receive its bytes; its name is in a header. */
export const fileOutput = z.object({ name: z.string(), bytes });
export type FileOutput = z.infer<typeof fileOutput>;
