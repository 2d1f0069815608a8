import * as z from 'zod/mini';

/** For the description of an update whose body is `withReadOnly`. */
export const readOnlyText =
  'You can send back what you retrieved: read-only values are ignored if they’re unchanged, and refused with `read_only` otherwise.';

/**
 * The body of an update: the values in `changes`, and the other values of the resource, which must be unchanged.
 * `changesIn` checks them against the stored resource.
 */
export function withReadOnly<Changes extends z.ZodMiniObject>(
  changes: Changes,
  resource: z.ZodMiniObject,
): z.ZodMiniType<z.output<Changes>> {
  const others = Object.entries(resource.shape).filter(([name]) => !Object.hasOwn(changes.shape, name));
  const readOnly = Object.fromEntries(others.map(([name, schema]) => [name, readOnlyValue(schema)]));
  return z.extend(changes, readOnly) as unknown as z.ZodMiniType<z.output<Changes>>;
}

/** Clients can send null for a missing value. The OpenAPI document marks the schema as `readOnly`. */
const readOnlyValue = (schema: z.core.SomeType) =>
  z.optional(z.nullable(schema)).check(z.meta({ readOnly: true }));

export const isReadOnly = (schema: z.ZodMiniType): boolean => z.globalRegistry.get(schema)?.readOnly === true;
