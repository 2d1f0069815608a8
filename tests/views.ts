import { bodyOf, type Call } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

/** A private view of contacts, unless the values say otherwise. */
export const viewBody = (values: object = {}) => ({
  recordType: 'contact',
  name: unique('View '),
  ...values,
});

export const newView = ({ path }: TestOrganization, call: Call, values: object = {}): Promise<any> =>
  bodyOf(201, call('POST', `${path}/views`, { body: viewBody(values) }));

/** The subject of an operation on views: a private view of the caller. */
export async function viewSubject(
  { organization, maker }: { organization: TestOrganization; maker: Call },
  verb: string,
) {
  if (verb === 'list' || verb === 'create') return { params: {}, body: viewBody() };
  const { id, version, recordType } = await newView(organization, maker);
  if (verb === 'setDefault') return { params: { recordType }, body: { viewId: id } };
  return { params: { id }, version, body: { name: unique('Renamed ') } };
}
