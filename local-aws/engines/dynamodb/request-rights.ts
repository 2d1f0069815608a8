/** A permission that a request needs, as action and table or index. */
export type NeededRight = { action: string; table: string; index?: string };

type Body = Record<string, unknown>;

/** Operations on one table. The names of table and index are found without parsing the body. */
const singleTable = new Set([
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]);
export const writingOperations = new Set([
  'BatchWriteItem',
  'DeleteItem',
  'PutItem',
  'TransactWriteItems',
  'UpdateItem',
]);

// In DynamoDB's JSON, attribute values are objects, so a string under these names is never part of an item.
const tableName = /"TableName"\s*:\s*"([^"\\]+)"/;
const indexName = /"IndexName"\s*:\s*"([^"\\]+)"/;

/** The permissions that a request needs; undefined for operations that the host doesn't support. */
export function neededRights(operation: string, body: string): NeededRight[] | undefined {
  if (singleTable.has(operation)) {
    const table = nameOf(tableName.exec(body)?.[1]);
    const index = operation === 'Query' || operation === 'Scan' ? indexName.exec(body)?.[1] : undefined;
    return [{ action: operation, table, ...(index ? { index } : {}) }];
  }
  const read = manyTables[operation];
  return read?.(JSON.parse(body) as Body);
}

const manyTables: Record<string, (body: Body) => NeededRight[]> = {
  BatchGetItem: (body) => requestTables('BatchGetItem', body),
  BatchWriteItem: (body) => requestTables('BatchWriteItem', body),
  TransactGetItems: parts,
  TransactWriteItems: parts,
};

type Attributes = Record<string, Record<string, string>>;
/** A request for an item, or the item to put. */
type ItemRequest = { Item?: Attributes; Key?: Attributes };

/**
 * The partition keys of the items for which a request needs a permission. Undefined for operations that don't name
 * their items.
 */
export function leadingKeys(
  operation: string,
  body: string,
  { action, table }: NeededRight,
  partitionKey: string,
): string[] | undefined {
  return itemRequests[operation]?.(JSON.parse(body) as Body, action, table).map(({ Item, Key }) =>
    String(Object.values((Item ?? Key)?.[partitionKey] ?? {})[0]),
  );
}

const single = (body: Body): ItemRequest[] => [body];
const transacted = (body: Body, action: string, table: string): ItemRequest[] =>
  ((body.TransactItems ?? []) as Record<string, ItemRequest & { TableName: string }>[])
    .flatMap((part) => Object.entries(part))
    .filter(([kind, { TableName }]) => transactActions[kind] === action && nameOf(TableName) === table)
    .map(([, request]) => request);

/** Requests for items by operation. Attribute values of keys are strings, numbers or Base64. */
const itemRequests: Record<string, (body: Body, action: string, table: string) => ItemRequest[]> = {
  DeleteItem: single,
  GetItem: single,
  PutItem: single,
  UpdateItem: single,
  TransactGetItems: transacted,
  TransactWriteItems: transacted,
  BatchGetItem: (body, _action, table) =>
    batched<{ Keys: Attributes[] }>(body, table).flatMap(({ Keys }) => Keys.map((Key) => ({ Key }))),
  BatchWriteItem: (body, _action, table) =>
    batched<Record<string, ItemRequest>[]>(body, table)
      .flat()
      .flatMap(Object.values<ItemRequest>),
};

const batched = <Requests>({ RequestItems }: Body, table: string): Requests[] =>
  Object.entries((RequestItems ?? {}) as Record<string, Requests>)
    .filter(([name]) => nameOf(name) === table)
    .map(([, requests]) => requests);

function requestTables(action: string, body: Body): NeededRight[] {
  return Object.keys(body.RequestItems ?? {}).map((table) => ({ action, table: nameOf(table) }));
}

/** The action of each kind of part of a transaction. */
const transactActions: Record<string, string> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

function parts(body: Body): NeededRight[] {
  const needed = new Map<string, NeededRight>();
  for (const part of (body.TransactItems ?? []) as Body[]) {
    for (const [kind, { TableName }] of Object.entries(part) as [string, { TableName: string }][]) {
      const right = { action: transactActions[kind] ?? kind, table: nameOf(TableName) };
      needed.set(`${right.action} ${right.table}`, right);
    }
  }
  return [...needed.values()];
}

/** The name of a table, which requests can also give as an ARN. */
function nameOf(table: string | undefined): string {
  return (table ?? '').split(':table/').at(-1) ?? '';
}
