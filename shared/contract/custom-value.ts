import * as z from 'zod/mini';
import { lines, money, named, type Money } from './field.ts';
import { limits } from './limits.ts';

/** Name of a custom field, and of an option: words of lower-case letters and digits with hyphens between. */
export const slugKey = z.string().check(z.maxLength(40), z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/));

/** A value of a custom field of any kind; which one a field takes, its definition says. */
export type CustomValue = string | number | boolean | Money | string[];
export type CustomValues = Record<string, CustomValue>;

export const customValue: z.ZodMiniType<CustomValue> = z.union([
  lines(limits.customLongTextCharacters),
  z.number(),
  z.boolean(),
  money,
  z.array(slugKey).check(z.maxLength(limits.customOptionsPerField)),
]);

/** What a caller gives: null clears a field. */
export const customInput = named(slugKey, z.nullable(customValue), limits.customFieldsPerType);
