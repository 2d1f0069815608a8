import { accountDeletionKey } from '#data/store/keys.ts';
import { awaited } from './awaited.ts';
import { bodyOf, type Answer } from './caller.ts';
import { png, sendBytes } from './files.ts';
import type { RunningHost } from './host.ts';
import {
  addMember,
  mailedToken,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  password,
  unique,
  type Person,
} from './organization.ts';
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
export async function deletionOf(
  host: RunningHost,
  userId: string,
): Promise<Record<string, any> | undefined> {
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

/** A member who has something of everything that belongs to a person. */
export async function equippedMember(host: RunningHost) {
  const organization = await newOrganization(await newPerson(host));
  const { path } = organization;
  const member = await addMember(host, organization, 'admin');
  const { call } = member;
  const key = await newApiKey(host, organization, member);
  const guest = `${unique('guest')}@people.example`;
  await bodyOf(201, call('POST', `${path}/invitations`, { body: { email: guest, role: 'employee' } }));
  const invitation = await mailedToken(host, guest, organization.id);
  const view = { recordType: 'contact', name: unique('View ') };
  await bodyOf(201, call('POST', `${path}/views`, { body: view }));
  const feed = (await bodyOf(201, call('POST', `${path}/calendar`))).path as string;
  const contact = await newContact(organization, call);
  const body = { type: 'image/png', sizeBytes: png.length };
  const { pictureId, upload } = await bodyOf(200, call('POST', '/v1/me/avatar', { body }));
  await sendBytes(upload, png);
  const { avatarUrl } = await bodyOf(200, call('POST', '/v1/me/avatar/finish', { body: { pictureId } }));
  return { organization, member, key, guest, invitation, view, feed, contact, avatarUrl: String(avatarUrl) };
}
