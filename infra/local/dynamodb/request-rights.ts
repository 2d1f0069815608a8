/** A right that a request needs, as action and the table or index that it is about. */
export type NeededRight = { action: string; table: string; index?: string };

type Body = Record<string, unknown>;

/** Calls about one table: the name of it (and of an index) is found without parsing what may be a large item. */
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

// Attribute values are always objects in DynamoDB's JSON, so a text under these names is never part of an item.
const tableName = /"TableName"\s*:\s*"([^"\\]+)"/;
const indexName = /"IndexName"\s*:\s*"([^"\\]+)"/;

/** What the request needs; undefined for operations that no function of the product calls. */
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
  TransactGetItems: (body) => parts(body, { Get: 'GetItem' }),
  TransactWriteItems: (body) =>
    parts(body, {
      Put: 'PutItem',
      Update: 'UpdateItem',
      Delete: 'DeleteItem',
      ConditionCheck: 'ConditionCheckItem',
    }),
};

function requestTables(action: string, body: Body): NeededRight[] {
  return Object.keys(body.RequestItems ?? {}).map((table) => ({ action, table: nameOf(table) }));
}

function parts(body: Body, actions: Record<string, string>): NeededRight[] {
  const needed = new Map<string, NeededRight>();
  for (const part of (body.TransactItems ?? []) as Body[]) {
    for (const [kind, { TableName }] of Object.entries(part) as [string, { TableName: string }][]) {
      const right = { action: actions[kind] ?? kind, table: nameOf(TableName) };
      needed.set(`${right.action} ${right.table}`, right);
    }
  }
  return [...needed.values()];
}

/** Tables may be named by their ARN. */
function nameOf(table: string | undefined): string {
  return (table ?? '').split(':table/').at(-1) ?? '';
}
