/** The result of a lookup that must succeed. Throws an error if it is undefined. */
export function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`Not found: ${what}`);
  return value;
}
