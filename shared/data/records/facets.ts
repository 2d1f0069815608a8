import { ProblemError } from '#contract/problem.ts';
import { noValue, valuesOf, type AnyRecord, type FilterValues, type RecordDefinition } from './definition.ts';

/** Values that lists are filtered by, of a record whose row had to leave some out: `|statusId=prospect|country=CO|`. */
export function facetsOf(definition: RecordDefinition, record: AnyRecord): string {
  const tokens = definition.type.filters.flatMap((field) =>
    valuesOf(record, field).map((value) => `${field}=${value}`),
  );
  return `|${tokens.join('|')}|`;
}

/** DynamoDB takes expressions of 4,096 bytes and 300 operators: a test is one or two, and has some 25 bytes. */
const testsMax = 140;

export interface Filter {
  expression: string;
  values: Record<string, string>;
}

/**
 * A filter over what rows hold, as JSON (`#row`), or over the facets of a shortened one. Within a text of the row a quote
 * is escaped, so that nothing that was typed looks like a field. An empty choice can match nothing.
 */
export function facetFilter(
  definition: RecordDefinition,
  filters: FilterValues,
): Filter | 'nothing' | undefined {
  const values: Record<string, string> = {};
  const contains = (attribute: string, text: string) => {
    const name = `:f${Object.keys(values).length}`;
    values[name] = text;
    return `contains(${attribute}, ${name})`;
  };
  const parts: string[] = [];
  for (const [field, wanted] of Object.entries(filters)) {
    if (wanted.length === 0) return 'nothing';
    const tests = wanted.flatMap((value) => [
      ...rowTests(definition, field, value, (text) => contains('#row', text)),
      contains('facets', `|${field}=${value}|`),
    ]);
    parts.push(`(${tests.join(' OR ')})`);
  }
  if (Object.keys(values).length > testsMax) {
    throw new ProblemError(
      'invalid_request',
      'These are too many values to filter by at once: choose fewer.',
    );
  }
  return parts.length === 0 ? undefined : { expression: parts.join(' AND '), values };
}

function rowTests(
  { type }: RecordDefinition,
  field: string,
  value: string,
  contains: (text: string) => string,
): string[] {
  if (value === noValue) return [`(attribute_not_exists(facets) AND NOT ${contains(`"${field}":`)})`];
  const text = JSON.stringify(value);
  const holdsSeveral = type.fields[field]?.kind === 'tags';
  return holdsSeveral ? [contains(`[${text}`), contains(`,${text}`)] : [contains(`"${field}":${text}`)];
}
