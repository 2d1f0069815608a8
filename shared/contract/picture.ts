import * as z from 'zod/mini';
import { upload } from './attachment.ts';
import { id } from './field.ts';
import { limits } from './limits.ts';

/** Accepted file types of a user's or organization's picture. */
export const pictureTypes = ['image/webp', 'image/png', 'image/jpeg'] as const;
export type PictureType = (typeof pictureTypes)[number];

/**
 * Body of the request that starts an upload. The client sends the file to the returned URL and then calls the finish
 * operation.
 */
export const pictureBody = z.strictObject({
  type: z.enum(pictureTypes),
  sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.pictureBytes)),
});
export const pictureStart = z.object({ pictureId: id, upload });
