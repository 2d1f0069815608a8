import { customValueSchema } from '#contract/custom-field.ts';
import type { CustomValue, CustomValues } from '#contract/custom-value.ts';
import { readCustomFields } from '#data/custom-fields/definitions.ts';
import { newCustomValues } from '#data/custom-fields/values.ts';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';

/** The custom values that a new record of a type gets from the record that is converted. */
export type Carried = (type: string) => { custom?: CustomValues };

/**
 * The custom values that a conversion gives to a new record: the values of fields that the new record's type has with
 * the same key, kind and target, and the type's defaults. Missing required values are left for the record's next
 * update.
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
      const value = custom[field.key];
      if (value === undefined || source?.kind !== field.kind || source.to !== field.to) return [];
      return !field.retired && customValueSchema(field).safeParse(value).success ? [[field.key, value]] : [];
    });
    return newCustomValues(fields, Object.fromEntries(same));
  };
}
