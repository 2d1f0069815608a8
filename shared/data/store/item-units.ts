/**
 * Bytes of a value in an item. Rules of DynamoDB:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (typeof value !== 'object' || value === null) return 1;
  const parts = Array.isArray(value)
    ? value.map((one: unknown) => ['', one] as const)
    : Object.entries(value);
  return parts.reduce((sum, [name, part]) => sum + 1 + Buffer.byteLength(name) + bytesOf(part), 3);
}

const kilobyte = 1024;

/** Read units of an item by key with strong consistency. A missing item costs as much as a small one. */
export function strongUnits(item: Record<string, unknown> = {}): number {
  const bytes = Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value),
    0,
  );
  return Math.max(1, Math.ceil(bytes / (4 * kilobyte)));
}
