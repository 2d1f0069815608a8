import type { Right } from './function-declaration.ts';

/** Reading one item and several: what a function reads at the same moment is read together. */
const reads = ['BatchGetItem', 'GetItem'];

/**
 * Permissions on the table. Whoever may read items may read one and several. TransactWriteItems requires the permission of
 * each of its actions.
 */
export function table(...actions: string[]): Right {
  const all = actions.some((action) => reads.includes(action)) ? [...reads, ...actions] : actions;
  return { on: 'table', actions: [...new Set(all)].sort().map((action) => `dynamodb:${action}`) };
}

/** Permissions for authentication, authorization, and the last-used time of API keys. */
export const pipeline = table('BatchGetItem', 'GetItem', 'UpdateItem');
export const indexes: Right = { on: 'indexes', actions: ['dynamodb:Query'] };
/** For functions that seal, hash or sign with keys of the stage; they also need SEALING_SECRET_ARN. */
export const readKeys: Right = { on: 'sealingSecret', actions: ['secretsmanager:GetSecretValue'] };
/** Permissions for the projection state, counters and lookup terms of a record. */
export const projection = table('BatchGetItem', 'BatchWriteItem', 'GetItem', 'PutItem', 'UpdateItem');

/** All actions that write items of the table. */
export const tableWrites = ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'].map(
  (action) => `dynamodb:${action}`,
);
