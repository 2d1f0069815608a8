import * as z from 'zod/mini';
import { eachReference } from './each-reference.ts';
import { field, id } from './field.ts';
import { limits } from './limits.ts';

/** A record of any type. */
export const recordReference = z.strictObject({
  type: z.string().check(z.regex(/^[a-z][A-Za-z]{0,39}$/)),
  id,
});
export type RecordReference = z.infer<typeof recordReference>;

/** The records that something is about, the main one first. */
export const about = () =>
  field(
    'about',
    z.array(recordReference).check(z.maxLength(limits.aboutRecords), z.overwrite(eachReference)),
  );
