/** The result of a lookup that cannot fail because the key comes from the same collection. */
export function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`Not found: ${what}`);
  return value;
}
