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
 * Begins the erasure of a new person, which never goes on: it would change the organization while a test compares or
 * measures what is in it.
 */
export async function newErasure(host: RunningHost, organization: TestOrganization): Promise<string> {
  const { call } = organization.owner;
  const firstName = unique('Person');
  const { id } = await newContact(organization, call, { firstName });
  const erasure = await erased(call, organization, 'contact', id, firstName);
  await held(host, organization, erasure);
  return erasure.id as string;
}

/** Keeps an erasure that has just begun from going on. */
export const held = (
  host: RunningHost,
  { id: orgId }: TestOrganization,
  { id }: { id: string },
): Promise<unknown> => openTable(host).change(openErasureKey(orgId, id), { notBefore: never });

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
