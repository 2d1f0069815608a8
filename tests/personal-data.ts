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

/** The subject of an operation on personal data: a contact, or the erasure of one. */
export async function personalDataSubject(
  { host, organization }: { host: RunningHost; organization: TestOrganization },
  verb: string,
) {
  if (verb === 'erasures') return { params: {} };
  const { owner } = organization;
  const firstName = unique('Person');
  const { id } = await newContact(organization, owner.call, { firstName });
  if (verb === 'erasure') {
    const erasure = await erased(owner.call, organization, 'contact', id, firstName);
    // Otherwise it would change the organization while a test compares what is in it.
    await openTable(host).change(openErasureKey(organization.id, erasure.id), { notBefore: never });
    return { params: { id: erasure.id as string } };
  }
  const params = { recordType: 'contact', recordId: id };
  return verb === 'erase' ? { params, body: { confirmation: firstName } } : { params };
}
