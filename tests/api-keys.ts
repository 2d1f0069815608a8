import { bodyOf, callerWith } from './caller.ts';
import type { RunningHost } from './host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from './organization.ts';
import { longOver, openTable } from './table.ts';

/** A new organization, and what tests do with its API keys. */
export async function openKeys(host: RunningHost) {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const keys = `${path}/api-keys`;
  return {
    organization,
    /** Path of the keys. */
    keys,
    listed: async (id: string) =>
      (await bodyOf(200, owner.call('GET', keys))).items.find((key: { id: string }) => key.id === id),
    rotate: (id: string, ifMatch: number, overlapHours: number, by: Person = owner) =>
      by.call('POST', `${keys}/${id}/rotate`, { body: { overlapHours }, ifMatch }),
    /** The status of a request for records with a secret. */
    statusWith: async (secret: string, plural = 'contacts'): Promise<number> =>
      (await callerWith(host.url, secret)('GET', `${path}/${plural}`)).status,
  };
}

/** Lets a key expire. Its item still exists then, so a refusal can only be due to the expiry. */
export async function expireKey(
  host: RunningHost,
  organization: TestOrganization,
  id: string,
): Promise<void> {
  const table = openTable(host);
  const over = longOver();
  const [hashed] = await table.items((item) => item.id === id, 'API-KEY#');
  await table.change({ pk: hashed!.pk, sk: hashed!.sk }, { expiresAt: over });
  await table.change(
    { pk: `ORG#${organization.id}#API-KEYS`, sk: id },
    { expiry: new Date(over * 1000).toISOString() },
  );
}
