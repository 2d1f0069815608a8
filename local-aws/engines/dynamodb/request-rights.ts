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

/** The name of a table, which requests can also give as an ARN. */
function nameOf(table: string | undefined): string {
  return (table ?? '').split(':table/').at(-1) ?? '';
}
