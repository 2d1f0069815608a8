import * as z from 'zod/mini';
import { upload } from './attachment.ts';
import { id } from './field.ts';
import { limits } from './limits.ts';

/** Accepted types of a person's or organization's picture. */
export const pictureTypes = ['image/webp', 'image/png', 'image/jpeg'] as const;
export type PictureType = (typeof pictureTypes)[number];

/**
 * Starts the upload of a picture. The bytes are sent to the returned address, and the picture is used once it is
 * finished.
 */
export const pictureBody = z.strictObject({
  type: z.enum(pictureTypes),
  sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.pictureBytes)),
});
export const pictureStart = z.object({ pictureId: id, upload });
