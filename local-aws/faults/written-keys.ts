import type { Item } from './fresh-writes.ts';
import type { Call } from './mishaps.ts';

type Part = Record<string, { Item?: Item; Key?: Item } | undefined>;

/** The keys of all items that a call writes; empty for reads. */
export function writtenKeys({ operation, input }: Call, keyNames: string[]): Item[] {
  const keyOf = ({ Item: item, Key }: { Item?: Item; Key?: Item }): Item =>
    Key ?? Object.fromEntries(keyNames.map((name) => [name, item?.[name] ?? {}]));
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [keyOf(input)];
    case 'TransactWriteItems':
      return ((input.TransactItems ?? []) as Part[]).flatMap(({ Put, Update, Delete }) => {
        const written = Put ?? Update ?? Delete;
        return written ? [keyOf(written)] : [];
      });
    case 'BatchWriteItem':
      return Object.values((input.RequestItems ?? {}) as Record<string, Part[]>)
        .flat()
        .map(({ PutRequest, DeleteRequest }) => keyOf(PutRequest ?? DeleteRequest ?? {}));
    default:
      return [];
  }
}
