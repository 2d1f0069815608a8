/**
 * What a write needs to know about the item that it replaces: the version of its shape, which a newer release may have
 * written, and the digest of its newest change.
 */
interface ItemState {
  schema?: number | undefined;
  digest?: string | undefined;
}

const state = Symbol('state of the item');

/** Adds the state of an item to the value that was read from it. Spread copies keep it, and JSON doesn't contain it. */
export const withItemState = <T extends object>(value: T, { schema, digest }: ItemState): T =>
  Object.assign(value, { [state]: { schema, digest } });

export function itemStateOf(value: object | undefined): ItemState {
  const { [state]: found = {} }: { [state]?: ItemState } = value ?? {};
  return found;
}

/**
 * The schema to write over an item: never lower than the item's own. Otherwise, an older release that is still running
 * would make upgrades run again on a shape that already has them.
 */
export const schemaOver = (before: object | undefined, schema: number): number =>
  Math.max(schema, itemStateOf(before).schema ?? schema);

/** The state to write over an item, whose previous value is `before`, together with a change. */
export const nextItemState = (
  before: object | undefined,
  schema: number,
  change: { put: { Item: { digest: string } } },
): { schema: number; digest: string } => ({
  schema: schemaOver(before, schema),
  digest: change.put.Item.digest,
});
