// DynamoDB's published pricing rules, applied to item sizes.

type Value = Record<string, unknown>;
export type WireItem = Record<string, Value>;

/** Bytes of an item: the names and values of its attributes. */
export function itemBytes(item: WireItem): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: Value): number {
  const [[type, held] = ['', '']] = Object.entries(value);
  switch (type) {
    case 'S':
      return Buffer.byteLength(held as string);
    case 'N':
      return Math.ceil(significantDigits(held as string) / 2) + 1;
    case 'M':
      return (
        3 +
        Object.entries(held as WireItem).reduce(
          (sum, [name, part]) => sum + 1 + Buffer.byteLength(name) + valueBytes(part),
          0,
        )
      );
    case 'L':
      return 3 + (held as Value[]).reduce((sum, part) => sum + 1 + valueBytes(part), 0);
    default:
      return 1;
  }
}

/** Counts digits without leading and trailing zeros, which are not stored. */
const significantDigits = (number: string): number =>
  number.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;

const readBytes = 4_096;
const writeBytes = 1_024;

/** How items are read or written, with the units that each way costs. */
export const ways = {
  strong: (bytes: number, count: number) => count * Math.ceil(bytes / readBytes),
  eventual: (bytes: number, count: number) => (count * Math.ceil(bytes / readBytes)) / 2,
  /** A Query rounds up the total size of its items, not the size of each. An empty result costs as much as one item. */
  query: (bytes: number, count: number) => Math.max(1, Math.ceil((count * bytes) / readBytes)),
  eventualQuery: (bytes: number, count: number) => Math.max(1, Math.ceil((count * bytes) / readBytes)) / 2,
  put: (bytes: number, count: number) => count * Math.ceil(bytes / writeBytes),
  transact: (bytes: number, count: number) => 2 * count * Math.ceil(bytes / writeBytes),
  /** An index entry costs the same whether or not its item is written in a transaction. */
  entry: (bytes: number, count: number) => count * Math.ceil(bytes / writeBytes),
};
export type Way = keyof typeof ways;

/**
 * A read or write, such as `eventualQuery 26 list entry`: the way (see `ways`), the number of items (1 by default), and
 * the kind of item.
 */
export type Part = string;

/** Units of all parts, calculated from the sizes of the kinds of items. */
export function unitsOf(parts: readonly Part[], bytesOf: Readonly<Record<string, number>>): number {
  return parts.reduce((sum, part) => {
    const [, way = '', count = '1', kind = ''] = /^(\w+) (?:(\d+) )?(.+)$/.exec(part) ?? [];
    const bytes = bytesOf[kind];
    if (!(way in ways) || bytes === undefined) throw new Error(`${part}: no such way or item`);
    return sum + ways[way as Way](bytes, Number(count));
  }, 0);
}
