import type { FreshWrites, Item } from './fresh-writes.ts';
import type { Call } from './mishaps.ts';

type Answer = Record<string, unknown>;

/** Name of the view that eventually consistent reads of the table itself see. */
const weakTable = 'table';

/** Replaces the response of an eventually consistent read with one that lags behind recent writes. */
export function makeLate(call: Call, answer: Answer, fresh: FreshWrites, keyNames: string[]): Answer {
  const { operation, input } = call;
  if (operation === 'Query' || operation === 'Scan')
    return input.ConsistentRead ? answer : lateList(call, answer, fresh, keyNames);
  if (operation === 'GetItem' && !input.ConsistentRead) {
    const stale = fresh.staleIn(weakTable, input.Key as Item);
    if (!stale) return answer;
    const { Item: _isToo, ...rest } = answer;
    return stale.before ? { ...rest, Item: projected(stale.before, input) } : rest;
  }
  if (operation === 'BatchGetItem') return lateBatch(input, answer, fresh, keyNames);
  return answer;
}

function lateList({ input }: Call, answer: Answer, fresh: FreshWrites, keyNames: string[]): Answer {
  const view = String(input.IndexName ?? weakTable);
  const items = answer.Items as Item[] | undefined;
  if (!items?.every((item) => keyNames.every((name) => name in item))) return answer;
  const seen = items.flatMap((item) => {
    const stale = fresh.staleIn(view, item);
    if (!stale) return [item];
    // If an item's index keys have changed, the index doesn't contain it under the new keys yet.
    return stale.before && isInSamePlace(view, item, stale.before) ? [shapedLike(item, stale.before)] : [];
  });
  return { ...answer, Items: seen, Count: seen.length };
}

/**
 * Whether an item has the same place in a view as before a write. In the table, it always has. For an index, attributes
 * such as g1pk and g1sk are compared, including those of other indexes.
 */
function isInSamePlace(view: string, now: Item, before: Item): boolean {
  const names = Object.keys(now).filter((name) => /^g\d+(pk|sk)$/.test(name));
  return (
    view === weakTable || names.every((name) => JSON.stringify(now[name]) === JSON.stringify(before[name]))
  );
}

function shapedLike(item: Item, before: Item): Item {
  return Object.fromEntries(
    Object.keys(item).flatMap((name) => (before[name] ? [[name, before[name]]] : [])),
  );
}

type BatchRequest = { Keys: Item[]; ConsistentRead?: boolean; ProjectionExpression?: string };

function lateBatch(input: Answer, answer: Answer, fresh: FreshWrites, keyNames: string[]): Answer {
  const requests = (input.RequestItems ?? {}) as Record<string, BatchRequest>;
  const responses = { ...(answer.Responses as Record<string, Item[]>) };
  for (const [table, request] of Object.entries(requests)) {
    if (request.ConsistentRead || request.ProjectionExpression) continue;
    for (const key of request.Keys) {
      const stale = fresh.staleIn(weakTable, key);
      if (!stale) continue;
      const isOther = (item: Item) =>
        keyNames.some((name) => JSON.stringify(item[name]) !== JSON.stringify(key[name]));
      const others = (responses[table] ?? []).filter(isOther);
      responses[table] = stale.before ? [...others, stale.before] : others;
    }
  }
  return { ...answer, Responses: responses };
}

/** The requested attributes. For a document path, the result contains the whole attribute. */
function projected(item: Item, { ProjectionExpression, ExpressionAttributeNames }: Answer): Item {
  if (typeof ProjectionExpression !== 'string') return item;
  const aliases = (ExpressionAttributeNames ?? {}) as Record<string, string>;
  const names = ProjectionExpression.split(',').map((path) => {
    const [first = ''] = path.trim().split(/[.[]/);
    return aliases[first] ?? first;
  });
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}
