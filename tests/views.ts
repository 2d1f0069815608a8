import { bodyOf, type Answer, type Call } from './caller.ts';
import type { RunningHost } from './host.ts';
import {
  addMember,
  newOrganization,
  newPerson,
  unique,
  type Person,
  type TestOrganization,
} from './organization.ts';

export const sharingRoles = ['owner', 'admin', 'manager'] as const;
export const memberRoles = [...sharingRoles, 'employee'] as const;
export type People = Record<(typeof memberRoles)[number], Person>;

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

/** A new organization with one member for each role, besides the owner who created it. */
export async function organizationOfAllRoles(
  host: RunningHost,
): Promise<{ organization: TestOrganization; people: People }> {
  const organization = await newOrganization(await newPerson(host));
  const people: Partial<People> = {};
  for (const role of memberRoles) people[role] = await addMember(host, organization, role);
  return { organization, people: people as People };
}

export const filtered = (filter: object) => ({ query: { filter } });

/** Requests for the views of an organization, which is known once the tests run. */
export function callsOfViews(organization: () => TestOrganization) {
  const path = () => `${organization().path}/views`;
  const statusOf = async (call: Call, method: string, id: string, sent: object = {}): Promise<number> =>
    (await call(method, `${path()}/${id}`, sent)).status;
  const listed = (call: Call, query: Record<string, string> = {}): Promise<any> =>
    bodyOf(200, call('GET', path(), { query }));
  return {
    statusOf,
    listed,
    add: (person: Person, values: object = {}) => newView(organization(), person.call, values),
    idsFor: async (call: Call, query?: Record<string, string>): Promise<string[]> =>
      (await listed(call, query)).items.map(({ id }: { id: string }) => id),
    rename: (call: Call, { id, version }: { id: string; version: number }): Promise<number> =>
      statusOf(call, 'PATCH', id, { body: { name: unique('Renamed ') }, ifMatch: version }),
    setDefault: (call: Call, viewId: string | null, recordType = 'contact'): Promise<Answer> =>
      call('PUT', `${path()}/defaults/${recordType}`, { body: { viewId } }),
    defaultsOf: async (call: Call) => (await listed(call)).defaults,
  };
}
