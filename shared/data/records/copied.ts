import type { Context } from '../organization/context.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { currentReferences } from './relations.ts';

type Values = Readonly<Record<string, unknown>>;

/** Values of another record, which can name records that were merged since. */
export const withCurrentReferences = async (
  definition: RecordDefinition,
  context: Context,
  values: Values,
): Promise<Record<string, unknown>> => ({
  ...values,
  ...(await currentReferences(definition, context, values as AnyRecord)),
});

/** The operation that creates a record of the type. */
export type Create = (
  context: Context,
  input: { body: Record<string, unknown>; copied: Values },
) => Promise<unknown>;

/**
 * Creates a record with values of another one that the caller can see. What these refer to isn't checked again, because
 * the caller may not see the customer of an own deal, for example.
 */
export async function createCopy(
  definition: RecordDefinition,
  context: Context,
  create: Create,
  values: Values,
): Promise<unknown> {
  const body = await withCurrentReferences(definition, context, values);
  return create(context, { body, copied: body });
}
