import { apiKeyKey } from '../store/keys.ts';
import { queryAll } from '../store/table.ts';
import type { Context } from './context.ts';

/** The API keys that are valid. DynamoDB deletes the items of expired ones up to two days later. */
export async function readApiKeys<Item extends { expiry?: string }>(
  context: Context,
  { strong = true } = {},
): Promise<Item[]> {
  const items = await queryAll<Item>(context, apiKeyKey(context.orgId, '').pk, '', strong);
  return items.filter(({ expiry }) => expiry === undefined || expiry > context.now);
}
