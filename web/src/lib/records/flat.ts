import { limits } from '#contract/limits.ts';

type Values = Record<string, unknown>;

const prefix = 'custom.';

/** In the browser, a custom value is a field named `custom.<key>`. */
export const customName = (key: string): string => prefix + key;

/** Whether a row contains only the beginning of a text, because lists truncate custom texts. */
export const isCut = (name: string, value: unknown): boolean =>
  name.startsWith(prefix) &&
  typeof value === 'string' &&
  value.endsWith('…') &&
  [...value].length === limits.customRowCharacters;

/** A record or row with its custom values as top-level fields. */
export function flat<R extends object>(record: R & { custom?: Values | undefined }): R {
  const { custom, ...rest } = record;
  if (!custom) return record;
  const values = Object.entries(custom).map(([key, value]) => [customName(key), value] as const);
  return { ...rest, ...Object.fromEntries<unknown>(values) } as R;
}

/** Values in the service's format. */
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

/** JSON pointer of a field's value in the request body. */
export const pointerOf = (name: string): string => `/${name.replace('.', '/')}`;

/** The field of a JSON pointer. */
export function nameAt(pointer: string): string {
  const [, name = '', key] = pointer.split('/');
  return name === 'custom' && key !== undefined ? customName(key) : name;
}
