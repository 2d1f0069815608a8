// Sends the transactions of a mass edit straight to the engine: `node bench/bare-edits.ts`, with a `BareEdits` order as
// JSON on standard input. Prints the number of records per second.
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import type { Action } from '#data/store/transact.ts';

/** The organization whose contacts to edit, and how. */
export type BareEdits = {
  table: string;
  region: string;
  dynamodbUrl: string;
  orgId: string;
  userId: string;
  ids: string[];
  city: string;
  /** Number of concurrent connections. */
  connections: number;
};

/** Records per transaction: as many as the steps of a job have, with room for its progress. */
const together = 32;

const order = JSON.parse(await text(process.stdin)) as BareEdits;
Object.assign(process.env, {
  TABLE_NAME: order.table,
  AWS_REGION: order.region,
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: order.dynamodbUrl,
});
const [{ contactRecords }, { keyOf }, { recordFrom }, { actionsOf, change }, { getItems }, { newSession }] =
  await Promise.all([
    import('#data/records/contact.ts'),
    import('#data/records/definition.ts'),
    import('#data/records/stored.ts'),
    import('#data/records/write.ts'),
    import('#data/store/table.ts'),
    import('#data/store/units.ts'),
  ]);
const { readSettings } = await import('#data/organization/settings.ts');

const session = newSession();
const context = {
  ...session,
  ...{ now: new Date().toISOString(), requestId: 'bench', actor: { userId: order.userId }, via: 'job' },
  ...{ orgId: order.orgId, role: 'owner', scope: 'all', team: [], scopeFor: () => 'all' },
  settings: await readSettings(session, order.orgId),
} as unknown as Context;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

const keys = order.ids.map((id) => keyOf(contactRecords, order.orgId, id));
const records = (await getItems(session, keys)).map((item) => recordFrom(contactRecords, item as never));
const transactions: TransactWriteCommand[] = [];
for (let start = 0; start < records.length; start += together)
  transactions.push(editOf(records.slice(start, start + together)));
const rest = transactions.values();
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    for (const transaction of rest) await client.send(transaction);
  }),
);
process.stdout.write(`${(records.length * 1000) / (performance.now() - startedAt)}\n`);
process.exit(0);

function editOf(part: readonly AnyRecord[]): TransactWriteCommand {
  const writes = part.map((record) => change(contactRecords, context, record, { city: order.city }));
  const progress = {
    update: {
      Key: { pk: `ORG#${order.orgId}#BARE`, sk: part[0]?.id ?? '' },
      UpdateExpression: 'SET done = :done',
      ExpressionAttributeValues: { ':done': part.length },
    },
  };
  const actions: Action[] = [progress, ...actionsOf(contactRecords, context, writes)];
  return new TransactWriteCommand({ TransactItems: actions.map(itemOf) });
}

function itemOf(action: Action) {
  const of = { TableName: order.table };
  if ('put' in action) return { Put: { ...action.put, ...of } };
  if ('update' in action) return { Update: { ...action.update, ...of } };
  if ('remove' in action) return { Delete: { ...action.remove, ...of } };
  return { ConditionCheck: { ...action.check, ...of } };
}
