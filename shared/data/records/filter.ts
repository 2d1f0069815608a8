import type { AnyRecord, FilterValues, RecordDefinition } from './definition.ts';
import { facetToken } from './stored.ts';

/** Everything that narrows a list: values of fields, and bounds of numbers by the names that the type declares. */
export interface Wanted {
  filters: FilterValues;
  bounds: Record<string, number>;
}

/** What narrows a list while its index is read. */
export interface Filter {
  expression: string | undefined;
  values: Record<string, string | number>;
  /** What an expression would be too long for: a choice of very many values. */
  among: ((facets: string) => boolean) | undefined;
}

/** Values that a filter expression tests one by one. */
const testedValuesMax = 60;

/** A filter over facets and numbers; an empty choice can match nothing. */
export function filterOf(
  definition: RecordDefinition,
  { filters, bounds }: Wanted,
): Filter | 'nothing' | undefined {
  const parts: string[] = [];
  const values: Filter['values'] = {};
  const many: string[][] = [];
  for (const [field, wanted] of Object.entries(filters)) {
    if (wanted.length === 0) return 'nothing';
    const tokens = wanted.map((value) => facetToken(field, value));
    if (tokens.length > testedValuesMax) many.push(tokens);
    else parts.push(`(${tokens.map((token) => containsToken(values, token)).join(' OR ')})`);
  }
  for (const [name, bound] of Object.entries(bounds)) {
    values[`:${name}`] = bound;
    parts.push(`(${boundExpression(definition, name)})`);
  }
  if (parts.length + many.length === 0) return undefined;
  return {
    expression: parts.length === 0 ? undefined : parts.join(' AND '),
    values,
    among:
      many.length === 0
        ? undefined
        : (facets) => many.every((tokens) => tokens.some((token) => facets.includes(token))),
  };
}

function boundExpression({ bounds = {}, type }: RecordDefinition, name: string): string {
  const bound = bounds[name];
  if (!bound) throw new Error(`${type.name} does not say what ${name} bounds`);
  const { number, is, openWith } = bound;
  const within = `${number} ${is === 'atLeast' ? '>=' : '<='} :${name}`;
  return openWith
    ? `${within} OR (attribute_exists(${openWith}) AND attribute_not_exists(${number}))`
    : within;
}

function containsToken(values: Filter['values'], token: string): string {
  const name = `:f${Object.keys(values).length}`;
  values[name] = token;
  return `contains(facets, ${name})`;
}

/** The same bounds for a record that was found otherwise. */
export function isWithin(
  { bounds = {}, numbers = {} }: RecordDefinition,
  record: AnyRecord,
  asked: Record<string, number>,
): boolean {
  return Object.entries(asked).every(([name, limit]) => {
    const bound = bounds[name];
    if (!bound) return false;
    const value = numbers[bound.number]?.(record);
    if (value === undefined) {
      return bound.openWith !== undefined && numbers[bound.openWith]?.(record) !== undefined;
    }
    return bound.is === 'atLeast' ? value >= limit : value <= limit;
  });
}
