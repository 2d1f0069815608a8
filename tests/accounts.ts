import { accountDeletionKey } from '#data/store/keys.ts';
import { password, type Person } from './organization.ts';
import type { Answer } from './caller.ts';
import type { RunningHost } from './host.ts';
import { openTable } from './table.ts';

/** Sends the request that deletes a person's account. */
export const requestDeletion = (
  { call, email }: Pick<Person, 'call' | 'email'>,
  changed: Record<string, unknown> = {},
): Promise<Answer> =>
  call('POST', '/v1/account/deletion', { body: { confirmation: email, password, ...changed } });

/** Makes the removal of a deleted account due now. Otherwise, it begins when earlier requests have ended. */
export const letRemovalBegin = (host: RunningHost, userId: string): Promise<void> =>
  openTable(host).change(accountDeletionKey(userId), { g6sk: `2026-01-01T00:00:00.000Z#${userId}` });

/** Removes a deleted account, as the next runs of the schedule do. */
export async function removeDeleted(host: RunningHost, userId: string): Promise<void> {
  await letRemovalBegin(host, userId);
  await host.invoke('account-deletions');
  await host.settled({ id: userId });
}
