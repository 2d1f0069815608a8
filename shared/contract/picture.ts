import * as z from 'zod/mini';
import { upload } from './attachment.ts';
import { id } from './field.ts';
import { limits } from './limits.ts';

/** What a small picture of a person or an organization may be. */
export const pictureTypes = ['image/webp', 'image/png', 'image/jpeg'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** Announces a picture; its bytes are sent to where the answer says, and it counts once it is finished. */
export const pictureBody = z.strictObject({
  type: z.enum(pictureTypes),
  sizeBytes: z.int().check(z.minimum(1), z.maximum(limits.pictureBytes)),
});
export const pictureStart = z.object({ pictureId: id, upload });
