import type { AnyRecord } from '../records/definition.ts';

/** The values of a row for which the record has none. */
export function missingIn(
  record: AnyRecord,
  { custom, ...body }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const without = (values: object, present: object) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !(name in present)));
  const missing = custom ? without(custom, record.custom ?? {}) : {};
  // Empty custom values would be a change, which requires all required values.
  return { ...without(body, record), ...(Object.keys(missing).length > 0 ? { custom: missing } : {}) };
}
