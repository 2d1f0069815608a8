/** The value of a look-up that cannot fail, because what is looked up was read from the same place. */
export function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The local host lost ${what}`);
  return value;
}
