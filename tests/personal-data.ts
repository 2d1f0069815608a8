import { bodyOf, type Call } from './caller.ts';
import { newContact, unique, type TestOrganization } from './organization.ts';

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
  { organization }: { organization: TestOrganization },
  verb: string,
) {
  if (verb === 'erasures') return { params: {} };
  const { owner } = organization;
  const firstName = unique('Person');
  const { id } = await newContact(organization, owner.call, { firstName });
  if (verb === 'erasure')
    return { params: { id: (await erased(owner.call, organization, 'contact', id, firstName)).id } };
  const params = { recordType: 'contact', recordId: id };
  return verb === 'erase' ? { params, body: { confirmation: firstName } } : { params };
}
