import * as z from 'zod/mini';
import { lines, money, named, type Money } from './field.ts';
import { limits } from './limits.ts';

/**
 * Key of a custom field or option: lowercase letters and digits, starting with a letter, with single hyphens in
 * between.
 */
export const slugKey = z
  .string()
  .check(z.maxLength(40), z.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error: 'key' }));

/** A custom value of any kind. The field's definition determines the kind. */
export type CustomValue = string | number | boolean | Money | string[];
export type CustomValues = Record<string, CustomValue>;

export const customValue: z.ZodMiniType<CustomValue> = z.union([
  lines(limits.customLongTextCharacters),
  z.number(),
  z.boolean(),
  money,
  z.array(slugKey).check(z.maxLength(limits.customOptionsPerField)),
]);

/** A custom value by its key. Keys such as `constructor` name a property of every object, which isn't a value. */
export const customValueIn = <Value>(
  custom: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined => (custom && Object.hasOwn(custom, key) ? custom[key] : undefined);

/** Custom values in requests; null clears a field. */
export const customInput = () => named(slugKey, z.nullable(customValue), limits.customFieldsPerType);
