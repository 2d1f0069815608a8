import { escapePointer } from '#contract/problem.ts';
import type { Description, Json } from './description.ts';

/** A value with one change, and the place of the change. */
export interface Change {
  value: unknown;
  pointer: string;
}

/** Variants of a value, each with a change that its schema probably refuses. */
export function changesOf({ resolve, errorOf }: Description, schema: Json, value: unknown): Change[] {
  const changes = (of: Json, at: unknown, pointer: string): Change[] => {
    const own = (changed: unknown): Change => ({ value: changed, pointer });
    const met = alternative(of, at);
    return [
      ...['text', 12, 0.5, true, null, [], {}].map(own),
      ...bounds(met, at).map(own),
      ...inside(met, at, pointer),
    ];
  };

  /** The schema without alternatives that a value meets. */
  function alternative(of: Json, at: unknown): Json {
    const { anyOf, oneOf, ...base } = resolve(of);
    const branches: Json[] = anyOf ?? oneOf ?? [];
    const branch = branches.find((one) => errorOf(one, at) === undefined);
    // The alternatives of an object can consist of its required properties.
    return branch && !base.properties ? alternative(branch, at) : base;
  }

  function bounds(of: Json, at: unknown): unknown[] {
    if (typeof at === 'string') {
      const { maxLength, minLength, pattern, format, enum: choices } = of;
      return [
        ...(maxLength === undefined
          ? []
          : [
              'x'.repeat(Number(maxLength) + 1),
              `${at}${'x'.repeat(maxLength)}`,
              `${at}${' '.repeat(maxLength)}`,
            ]),
        ...(minLength > 0 ? [at.slice(0, minLength - 1), ''] : []),
        ...(pattern || format
          ? ['\u0000', ' ', '\u200b', '\ud800', '¿?', '../x', '-', `${at},`, `${at}x`, `x${at}`]
          : []),
        ...(choices || of.const !== undefined ? [`${at}x`, at.toUpperCase(), ''] : []),
      ];
    }
    if (typeof at === 'number') {
      const { minimum, maximum, type } = of;
      return [
        ...(minimum === undefined ? [] : [minimum - 1]),
        ...(maximum === undefined ? [] : [Number(maximum) + 1, Number.MAX_SAFE_INTEGER + 1, 1e300]),
        ...(type === 'integer' ? [at + 0.5] : []),
      ];
    }
    if (Array.isArray(at)) {
      const { maxItems, minItems } = of;
      const first: unknown = at[0] ?? 'x';
      return [
        ...(maxItems <= 1000 ? [Array.from({ length: Number(maxItems) + 1 }, () => first)] : []),
        ...(minItems > 0 ? [at.slice(0, minItems - 1)] : []),
      ];
    }
    return [];
  }

  function inside(of: Json, at: unknown, pointer: string): Change[] {
    if (Array.isArray(at)) {
      return at.flatMap((item, index) =>
        changes(of.prefixItems?.[index] ?? of.items ?? {}, item, `${pointer}/${index}`).map((change) => ({
          ...change,
          value: at.with(index, change.value),
        })),
      );
    }
    if (typeof at !== 'object' || at === null) return [];
    const object = at as Json;
    const { properties = {}, required = [], additionalProperties } = of;
    const place = (key: string) => `${pointer}/${escapePointer(key)}`;
    const unknown = ['unknown', 'a/b~c', '__proto__x', ''].map((key) => ({
      value: { ...object, [key]: 'x' },
      pointer: place(key),
    }));
    const missing = (required as string[]).map((key) => {
      const { [key]: _, ...rest } = object;
      return { value: rest, pointer: place(key) };
    });
    const deeper = Object.entries(object).flatMap(([key, item]) =>
      changes(
        properties[key] ?? (typeof additionalProperties === 'object' ? additionalProperties : {}),
        item,
        place(key),
      ).map((change) => ({ ...change, value: { ...object, [key]: change.value } })),
    );
    return [...unknown, ...missing, ...deeper];
  }

  return changes(schema, value, '');
}
