import { accountDeletionKey } from '#data/store/keys.ts';
import { awaited } from './awaited.ts';
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

/** The item about the deletion of an account. */
export async function deletionOf(host: RunningHost, userId: string): Promise<Record<string, any> | undefined> {
  const { pk, sk } = accountDeletionKey(userId);
  const [found] = await openTable(host).items((item) => item.pk === pk && item.sk === sk, pk);
  return found;
}

/** Removes a deleted account, as the next run of the schedule does, unless a run has already taken it up. */
export async function removeDeleted(host: RunningHost, userId: string): Promise<void> {
  // The e-mail about the deletion changes the same item.
  await host.settled({ id: userId });
  await letRemovalBegin(host, userId);
  await host.invoke('account-deletions');
  await awaited(
    'the end of the removal',
    () => deletionOf(host, userId),
    (deletion) => deletion?.finishedAt !== undefined,
  );
  await host.settled({ id: userId });
}
