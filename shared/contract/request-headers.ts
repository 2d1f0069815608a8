/** Maximum number of ETags in If-Match. */
export const eTagsMax = 20;

/** An Idempotency-Key: 1 to 255 visible ASCII characters. */
export const idempotencyKeyPattern = String.raw`^[\x21-\x7e]{1,255}$`;
