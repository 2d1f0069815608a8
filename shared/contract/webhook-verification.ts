import * as z from 'zod/mini';

const headerName = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,79}$/));
const hashed = {
  header: headerName,
  algorithm: z.enum(['sha1', 'sha256', 'sha512']),
  encoding: z.enum(['hex', 'base64']),
  /** What the header has before the signature, such as `sha256=`. */
  prefix: z.optional(z.string().check(z.maxLength(20), z.regex(/^[\x21-\x7e]*$/))),
};

/**
 * How a program proves that a message comes from it. `standardWebhooks`: the signature of Standard Webhooks 1.0. `hmac`: an
 * HMAC of the body. `hmacOfForm`: an HMAC of the address and the sorted names and values of a form, as Twilio makes it.
 * `secret`: the secret itself in a header, with or without `Bearer` before it. `basic`: a user name and the secret as its
 * password (RFC 7617).
 */
export const verification = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('standardWebhooks') }),
  z.strictObject({ scheme: z.literal('hmac'), ...hashed }),
  z.strictObject({ scheme: z.literal('hmacOfForm'), ...hashed }),
  z.strictObject({ scheme: z.literal('secret'), header: headerName }),
  z.strictObject({
    scheme: z.literal('basic'),
    username: z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^:\p{Cc}]+$/u)),
  }),
]);
export type Verification = z.infer<typeof verification>;
