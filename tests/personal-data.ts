import { openErasureKey } from '#data/store/keys.ts';
import { bodyOf, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';
import { newContact, unique, type TestOrganization } from './organization.ts';
import { openTable } from './table.ts';

const never = '9999-01-01T00:00:00.000Z';

/** Begins the erasure of a person. */
export const erased = (
  call: Call,
  { path }: TestOrganization,
  recordType: string,
  recordId: string,
  confirmation: string,
  options: { erasesShared?: boolean } = {},
): Promise<any> =>
  bodyOf(
    201,
    call('POST', `${path}/personal-data/records/${recordType}/${recordId}/erasure`, {
      body: { confirmation, ...options },
    }),
  );

/**
 * Lets an erasure that has begun never go on: it would change the organization, whose exports and snapshots of lists it
 * removes, while a test compares or measures what is in it.
 */
export const holdErasure = (host: RunningHost, orgId: string, id: string): Promise<void> =>
  openTable(host).change(openErasureKey(orgId, id), { notBefore: never });

/** Begins the erasure of a new person, which never goes on. */
export async function newErasure(host: RunningHost, organization: TestOrganization): Promise<string> {
  const { call } = organization.owner;
  const firstName = unique('Person');
  const { id } = await newContact(organization, call, { firstName });
  const erasure = await erased(call, organization, 'contact', id, firstName);
  await holdErasure(host, organization.id, erasure.id);
  return erasure.id as string;
}

/** The subject of an operation on personal data: a contact, or the erasure of one. */
export async function personalDataSubject(
  { host, organization }: { host: RunningHost; organization: TestOrganization },
  verb: string,
) {
  if (verb === 'erasures') return { params: {} };
  if (verb === 'erasure') return { params: { id: await newErasure(host, organization) } };
  const firstName = unique('Person');
  const { id } = await newContact(organization, organization.owner.call, { firstName });
  const params = { recordType: 'contact', recordId: id };
  return verb === 'erase' ? { params, body: { confirmation: firstName } } : { params };
}
