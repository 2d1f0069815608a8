type Values = Record<string, unknown>;

const prefix = 'custom.';

/** The field name of a custom value. The site treats custom values as fields, named `custom.<key>`. */
export const customName = (key: string): string => prefix + key;

/** A record or row with its custom values as top-level fields named `custom.<key>`. */
export function flat<R extends object>(record: R & { custom?: Values | undefined }): R {
  const { custom, ...rest } = record;
  if (!custom) return record;
  const values = Object.entries(custom).map(([key, value]) => [customName(key), value] as const);
  return { ...rest, ...Object.fromEntries<unknown>(values) } as R;
}

/** The reverse of `flat`: values with the custom ones in a `custom` object, as the service expects. */
export function nested(values: Values): Values {
  const isCustom = ([name]: [string, unknown]) => name.startsWith(prefix);
  const entries = Object.entries(values);
  const custom = entries.filter(isCustom).map(([name, value]) => [name.slice(prefix.length), value]);
  if (custom.length === 0) return values;
  return {
    ...Object.fromEntries(entries.filter((entry) => !isCustom(entry))),
    custom: Object.fromEntries(custom) as Values,
  };
}

/** JSON pointer to a field's value in the request body. */
export const pointerOf = (name: string): string => `/${name.replace('.', '/')}`;

/** Name of the field that a JSON pointer refers to. */
export function nameAt(pointer: string): string {
  const [, name = '', key] = pointer.split('/');
  return name === 'custom' && key !== undefined ? customName(key) : name;
}
