import { customValueSchema } from '#contract/custom-field.ts';
import { customValueIn, type CustomValue, type CustomValues } from '#contract/custom-value.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';

/** Returns the custom values of a new record of a type. */
export type Carried = (type: string) => { custom?: CustomValues };

/**
 * The custom values that a conversion gives to new records. A value is copied if both types have a field with the same
 * key, kind and target. Other fields get their defaults. Required fields can stay empty until an update sends custom
 * values.
 */
export async function carriedValues(
  context: Context,
  from: RecordDefinition,
  { custom = {} }: Pick<AnyRecord, 'custom'>,
  to: readonly RecordDefinition[],
): Promise<Carried> {
  const fieldsOf = async ({ type }: RecordDefinition) =>
    [type.name, (await readCustomFields(context, type.name)).items] as const;
  const [[, own], ...others] = await Promise.all([fieldsOf(from), ...to.map(fieldsOf)] as const);
  const targets = new Map(others);
  return (type) => {
    const fields = targets.get(type) ?? [];
    const same = fields.flatMap((field): [string, CustomValue][] => {
      const source = own.find(({ key, retired }) => key === field.key && !retired);
      const value = customValueIn(custom, field.key);
      if (value === undefined || source?.kind !== field.kind || source.to !== field.to) return [];
      return !field.retired && customValueSchema(field).safeParse(value).success ? [[field.key, value]] : [];
    });
    return newCustomValues(fields, Object.fromEntries(same));
  };
}
