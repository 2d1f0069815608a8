import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { recordTypeNames, recordTypes } from '#contract/record-types.ts';
import {
  activityLine,
  billingLine,
  fieldLine,
  fileLine,
  formLine,
  noteLine,
  organizationLine,
  personLine,
  recordLine,
  tagLine,
  taskLine,
  viewLine,
} from './line-schemas.ts';

/** Values whose size other rules limit: definitions of custom fields, the size of a record, and that of a view. */
const limitedElsewhere = ['custom', 'stageSeconds', 'query'];

/** Whether a pattern is for a whole text without repeated parts. */
const isOfFixedSize = (pattern: string | undefined): boolean =>
  pattern !== undefined && /^\^.*\$$/.test(pattern) && !/[*+]|,\}/.test(pattern.replaceAll('\\+', ''));

/** The paths of values of any size. */
function unboundedIn(schema: any, path: string): string[] {
  if (limitedElsewhere.includes(path.split('.').at(-1) ?? '')) return [];
  const within = (parts: Record<string, unknown> | undefined) =>
    Object.entries(parts ?? {}).flatMap(([key, part]) => unboundedIn(part, `${path}.${key}`));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return within({ ...choices });
  if (schema.type === 'string') {
    const patterns = [schema, ...(schema.allOf ?? [])].map(({ pattern }) => pattern);
    const isBounded = [schema.maxLength, schema.enum, schema.const].some((bound) => bound !== undefined);
    return isBounded || schema.format === 'uuid' || patterns.some(isOfFixedSize) ? [] : [path];
  }
  if (schema.type === 'array')
    return [...(schema.maxItems || schema.items.enum ? [] : [path]), ...within({ items: schema.items })];
  if (schema.type !== 'object') return [];
  const isOpen = typeof schema.additionalProperties === 'object';
  const isCounted = schema.maxProperties ?? schema.propertyNames?.enum;
  return [
    ...(isOpen && !isCounted ? [path] : []),
    ...within(schema.properties),
    ...(isOpen ? within({ values: schema.additionalProperties }) : []),
  ];
}

describe('the lines of an archive', () => {
  test.each(
    Object.entries({
      activityLine,
      billingLine,
      fieldLine,
      fileLine,
      formLine,
      noteLine,
      organizationLine,
      personLine,
      tagLine,
      taskLine,
      viewLine,
      ...Object.fromEntries(recordTypeNames.map((name) => [name, recordLine(recordTypes[name] as never)])),
    }),
  )('%s has no value of any size', (name, schema) => {
    const described = z.toJSONSchema(schema as z.ZodMiniType, { unrepresentable: 'any', reused: 'inline' });
    expect(unboundedIn(described, name)).toEqual([]);
  });
});
