/** Asserts a look-up that cannot fail because the key came from the same collection. */
export function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`Not found: ${what}`);
  return value;
}
