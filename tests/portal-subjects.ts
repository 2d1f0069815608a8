import { portalAccessOperations } from '#contract/portal-access.ts';
import { issued, newDraft, readyToBill } from './billing.ts';
import { bodyOf, type Call } from './caller.ts';
import { picture, png, sendAnswerFile, sendBytes } from './files.ts';
import type { RunningHost } from './host.ts';
import { addClient, unique, type Person, type TestClient, type TestOrganization } from './organization.ts';

interface PortalGround {
  host: RunningHost;
  organization: TestOrganization;
  ownerId?: string;
  client?: TestClient;
}

interface Made {
  params: Record<string, string>;
  version?: number;
  query?: Record<string, string>;
  body?: unknown;
  client?: Person;
}

/** What a subject is made with: a client, and what owner and client send. */
interface Portal {
  organization: TestOrganization;
  customerId: string;
  byOwner: (method: string, rest: string, sent?: Parameters<Call>[2]) => ReturnType<Call>;
  byClient: (method: string, rest: string, sent?: Parameters<Call>[2]) => ReturnType<Call>;
}
type Make = (portal: Portal) => Promise<Omit<Made, 'client'>>;

const lines = [{ description: 'Consulting', quantity: 2, unitPriceMinor: 5_000 }];

const add = ({ byOwner }: Portal, plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', plural, { body }));

async function newIssue(portal: Portal): Promise<string> {
  const { customerId } = portal;
  return (await add(portal, 'issues', { subject: 'Broken link', customerId })).id;
}
const anIssue: Make = async (portal) => ({ params: { id: await newIssue(portal) } });

/** A document of the customer after the action that shows it to clients. */
async function newDocument(portal: Portal, plural: string, verb: string): Promise<Omit<Made, 'client'>> {
  const { customerId } = portal;
  // Members see in the portal what they can read.
  const { ownerId } = await bodyOf(200, portal.byOwner('GET', `customers/${customerId}`));
  const owned = ownerId === undefined ? {} : { ownerId };
  const { id, version } = await add(portal, plural, { customerId, lines, ...owned });
  await bodyOf(200, portal.byOwner('POST', `${plural}/${id}/${verb}`, { ifMatch: version }));
  return { params: { id } };
}

/** A contact who can be invited. */
async function newInvited(portal: Portal, email = `${unique('guest')}@people.example`) {
  const { customerId } = portal;
  const { ownerId } = await bodyOf(200, portal.byOwner('GET', `customers/${customerId}`));
  const owned = ownerId === undefined ? {} : { ownerId };
  const { id } = await add(portal, 'contacts', { firstName: 'Guest', email, customerId, ...owned });
  return { recordType: 'contact', recordId: id };
}

const makers: Record<string, Make> = {
  order: (portal) => newDocument(portal, 'orders', 'confirm'),
  openQuote: async (portal) => ({ ...(await newDocument(portal, 'quotes', 'mark-sent')), body: {} }),
  openInvoice: async (portal) => {
    const { organization, customerId } = portal;
    const { call } = organization.owner;
    await readyToBill(call, organization);
    const { id } = await issued(call, organization, await newDraft(call, organization, customerId, [5_000]));
    return { params: { id }, body: {} };
  },
  updateProfile: async ({ byClient }) => {
    const { version } = await bodyOf(200, byClient('GET', 'portal/profile'));
    return { params: {}, version, body: { lastName: unique('Renamed ') } };
  },
  createIssue: () => Promise.resolve({ params: {}, body: { subject: 'Broken link' } }),
  issue: anIssue,
  answers: anIssue,
  answer: async (portal) => ({ ...(await anIssue(portal)), body: { body: 'It still happens' } }),
  startFile: async (portal) => ({ ...(await anIssue(portal)), body: picture }),
  finishFile: async (portal) => {
    const id = await newIssue(portal);
    const started = portal.byClient('POST', `portal/issues/${id}/files`, { body: picture });
    const { id: fileId, upload } = await bodyOf(201, started);
    await sendBytes(upload, png);
    return { params: { id, fileId } };
  },
  file: async (portal) => {
    const { owner, path } = portal.organization;
    const id = await newIssue(portal);
    return { params: { id, fileId: await sendAnswerFile(owner.call, `${path}/issues/${id}`) } };
  },
  resolve: anIssue,
  rate: async (portal) => {
    const id = await newIssue(portal);
    await bodyOf(200, portal.byClient('POST', `portal/issues/${id}/resolve`));
    return { params: { id }, body: { satisfied: true } };
  },
  clients: async (portal) => ({
    params: {},
    query: { contactId: (await newInvited(portal)).recordId },
  }),
  unconfirmed: () => Promise.resolve({ params: {}, query: {} }),
  confirm: async (portal) => {
    const email = `${unique('guest')}@people.example`;
    const params = await newInvited(portal, email);
    const path = `portal/clients/contact/${params.recordId}`;
    await bodyOf(200, portal.byOwner('POST', path, { body: {} }));
    return { params, body: { email } };
  },
  invite: async (portal) => ({ params: await newInvited(portal), body: {} }),
  revoke: async (portal) => {
    const params = await newInvited(portal);
    const path = `portal/clients/contact/${params.recordId}`;
    await bodyOf(200, portal.byOwner('POST', path, { body: {} }));
    return { params };
  },
};

/** The clients that subjects share, by their organization and the owner of their customer. */
const shared = new Map<string, Promise<TestClient>>();

function clientFor({ host, organization, ownerId, client }: PortalGround): Promise<TestClient> {
  if (client) return Promise.resolve(client);
  const name = `${organization.id} ${ownerId}`;
  const known = shared.get(name) ?? newClient(host, organization, ownerId);
  shared.set(name, known);
  return known;
}

async function newClient(
  host: RunningHost,
  organization: TestOrganization,
  ownerId: string | undefined,
): Promise<TestClient> {
  const { owner, path } = organization;
  const body = { name: unique('Acme '), ...(ownerId === undefined ? {} : { ownerId }) };
  const { id: customerId } = await bodyOf(201, owner.call('POST', `${path}/customers`, { body }));
  return addClient(host, organization, { customerId });
}

/** The subject of an operation of the portal: something of a client’s customer, at which members look, too. */
export async function portalSubject(ground: PortalGround, verb: string): Promise<Made> {
  const { organization } = ground;
  const { person, customerId } = await clientFor(ground);
  const at = (rest: string): string => `${organization.path}/${rest}`;
  const made = await makers[verb]?.({
    organization,
    customerId,
    byOwner: (method, rest, sent) => organization.owner.call(method, at(rest), sent),
    byClient: (method, rest, sent) => person.call(method, at(rest), sent),
  });
  const isOfClients = !Object.hasOwn(portalAccessOperations, verb);
  return { params: {}, query: { customerId }, ...made, ...(isOfClients ? { client: person } : {}) };
}
