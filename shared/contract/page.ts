import * as z from 'zod/mini';
import { line } from './field.ts';
import { limits } from './limits.ts';

export interface Page<Item> {
  items: Item[];
  /** Pass it as `cursor` to get the next page; missing on the last page. */
  nextCursor?: string | undefined;
  total: number;
  /** False if the exact number isn't known. `total` is then a lower bound. */
  totalIsExact: boolean;
}

export function page<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<Page<Item>> {
  return z.object({
    items: z.array(item),
    nextCursor: z.optional(z.string()),
    total: z.int(),
    totalIsExact: z.boolean(),
  });
}

const describeInteger = (minimum: number, maximum: number) => z.meta({ type: 'integer', minimum, maximum });

/** A whole number of up to nine digits in a query string. */
export const queryInteger = (min: number, max: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.regex(/^\d{1,9}$/, { error: 'integer' }), describeInteger(min, max)),
      z.transform(Number),
    ),
    z.int().check(z.gte(min), z.lte(max)),
  );

/** Patterns of values in a list, for the description. */
export const itemPatterns = {
  id: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}',
  oneOf: (choices: readonly string[]) => choices.join('|'),
  line: (max: number) =>
    String.raw`(?=[^,]*[^,\p{Default_Ignorable_Code_Point}\p{White_Space}])[^,\p{Cc}\p{Cs}]{1,${max}}`,
};
const listPattern = (item: string, max: number) => `(?:${item})(?:,(?:${item})){0,${max - 1}}`;

/** Comma-separated values in a query string. The description has the pattern of the values. */
export const queryList = <T>(item: z.ZodMiniType<T, string>, max: number, pattern: string) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(4_000), z.meta({ pattern: `^${listPattern(pattern, max)}$` })),
      z.transform((value: string) => value.split(',')),
    ),
    z.array(item).check(z.minLength(1), z.maxLength(max)),
  );

/**
 * Like `queryList`, for ids from one of the organization's lists, such as statuses. `all` and an empty value mean no
 * filter.
 */
export const queryChoice = (max: number) =>
  z.pipe(
    z.pipe(
      z
        .string()
        .check(
          z.maxLength(4_000),
          z.meta({ pattern: String.raw`^(?:${listPattern(String.raw`[\w-]{1,40}`, max)})?$` }),
        ),
      z.transform((value: string) => (value === '' || value === 'all' ? undefined : value.split(','))),
    ),
    z.optional(
      z
        .array(z.string().check(z.regex(/^[\w-]{1,40}$/, { error: 'id' })))
        .check(z.minLength(1), z.maxLength(max)),
    ),
  );

export const pageQuery = {
  limit: z.optional(queryInteger(limits.pageSizeMin, limits.pageSizeMax)),
  cursor: z.optional(line(2_000)),
};

/** A whole number in a query string, from 0 to `Number.MAX_SAFE_INTEGER`. */
export const queryNumber = z.pipe(
  z.pipe(
    z
      .string()
      .check(z.regex(/^\d{1,16}$/, { error: 'integer' }), describeInteger(0, Number.MAX_SAFE_INTEGER)),
    z.transform(Number),
  ),
  z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER)),
);
