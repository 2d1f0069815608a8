import type { Context } from '#data/organization/context.ts';
import { itemName } from '#data/store/item-name.ts';
import type { Key } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import type { Action } from '#data/store/transact.ts';
import { wasWritten } from './refusal.ts';
import type { WorkTime } from './work-time.ts';

/** Each note takes three of the 100 actions that a transaction allows. */
const additionsTogether = 25;

/** Items written together, unless one of their keys already exists. */
export interface Addition {
  keys: Key[];
  actions: Action[];
}

/**
 * Adds missing items in batches until the time budget runs out. If a batch is refused, its items are added one by one.
 * Returns the number of items added.
 */
export async function addMissing(
  context: Context,
  additions: readonly Addition[],
  time: WorkTime,
): Promise<number> {
  let added = 0;
  for (let start = 0; start < additions.length; start += additionsTogether) {
    const part = additions.slice(start, start + additionsTogether);
    const keys = part.flatMap((addition) => addition.keys);
    const items = await getItems<Key>(context, keys, { ProjectionExpression: 'pk, sk' });
    const existing = new Set(items.flatMap((item) => (item ? [itemName(item)] : [])));
    const missing = part.filter((addition) => !addition.keys.some((key) => existing.has(itemName(key))));
    if (missing.length === 0) continue;
    const together = missing.flatMap(({ actions }) => actions);
    if (await wasWritten(context, together)) added += missing.length;
    else for (const { actions } of missing) if (await wasWritten(context, actions)) added += 1;
    if (time.isOver()) break;
  }
  return added;
}
