/** Adds an entry to a cache of limited size. If the cache is full, removes the entry that was added first. */
export function putBounded<Value>(
  cache: Map<string, Value>,
  key: string,
  value: Value,
  entriesMax: number,
): void {
  cache.delete(key);
  if (cache.size >= entriesMax) cache.delete(cache.keys().next().value ?? '');
  cache.set(key, value);
}
