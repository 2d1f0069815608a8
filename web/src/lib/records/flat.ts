import { limits } from '#contract/limits.ts';

type Values = Record<string, unknown>;

const prefix = 'custom.';

/** The browser knows a custom value as a field like any other, by the name `custom.<key>`. */
export const customName = (key: string): string => prefix + key;

/** Whether a row tells only the beginning of this text: lists cut the organization's own ones. */
export const isCut = (name: string, value: unknown): boolean =>
  name.startsWith(prefix) &&
  typeof value === 'string' &&
  value.endsWith('…') &&
  [...value].length === limits.customRowCharacters;

/** A record or a row with its custom values beside the others. */
export function flat<R extends object>(record: R & { custom?: Values | undefined }): R {
  const { custom, ...rest } = record;
  if (!custom) return record;
  const values = Object.entries(custom).map(([key, value]) => [customName(key), value] as const);
  return { ...rest, ...Object.fromEntries<unknown>(values) } as R;
}

/** Values as the service takes them. */
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

/** Where a field's value stands in what is sent, as a JSON pointer. */
export const pointerOf = (name: string): string => `/${name.replace('.', '/')}`;

/** The field that a JSON pointer leads to. */
export function nameAt(pointer: string): string {
  const [, name = '', key] = pointer.split('/');
  return name === 'custom' && key !== undefined ? customName(key) : name;
}
