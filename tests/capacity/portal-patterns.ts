import { setTimeout } from 'node:timers/promises';
import { portalAccessKey, recordKey, unconfirmedAccessPartition } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { issued, newDraft } from '../billing.ts';
import { picture, png, sendBytes } from '../files.ts';
import { addClient, newPerson, portalToken } from '../organization.ts';
import { openTable } from '../table.ts';
import type { Pattern } from './pattern.ts';
import { change, making, rights, send } from './requests.ts';
import type { World } from './world.ts';

/** What tells whose portal a client sees. */
const viewer = [rights, 'strong entry', 'strong entry', 'strong entry'];
/** An issue without an owner in its list, its change in the list of all, and the feed of changed records. */
const issueWrites = ['transact entry', 'entry 1 entry', ...change, 'put entry'];
/** An answer or its file, with the change. */
const answerWrites = ['transact entry', ...change];
/** A question about a list in memory: the custom fields, and the feed. */
const asked = ['strong entry', 'query entry'];

/** Sends a request as the client. `path` is relative to that of the portal; `{made}` stands for the id of that item. */
const asClient =
  (method: string, path: string, body?: object, ifMatch?: number): Pattern['send'] =>
  ({ client, organization, made }) => {
    const rest = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => made[name]!.id);
    const sent = { ...(body ? { body } : {}), ...(ifMatch === undefined ? {} : { ifMatch }) };
    return client!.person.call(method, `${organization.path}/portal${rest}`, sent);
  };

/** A client with an order, a quote and an invoice. */
async function makeClient(world: World): Promise<void> {
  const { measured, organization, owner } = world;
  world.client = await addClient(measured.host, organization);
  const { customerId } = world.client;
  const lines = [{ description: 'Coffee', quantity: 2, unitPriceMinor: 5_000 }];
  for (const [name, plural, verb] of [
    ['portalOrder', '/orders', 'confirm'],
    ['portalQuote', '/quotes', 'mark-sent'],
  ] as const) {
    await making(name, plural, { customerId, lines })(world);
    const { id, version } = world.made[name]!;
    await bodyOf(200, send('POST', `${plural}/${id}/${verb}`, { ifMatch: version })(world));
  }
  const draft = await newDraft(owner.call, organization, customerId, [5_000]);
  world.made.portalInvoice = await issued(owner.call, organization, draft);
}

/**
 * Makes the function for the portal read the lists, and waits until they have no changes that it reads again. A request
 * reads a part of the feed if patterns have changed very many records within a minute.
 */
const keepInMemory =
  (request: Pattern['send']) =>
  async (world: World): Promise<void> => {
    await bodyOf(200, request(world));
    await setTimeout(11_000);
    for (let further = 0; further < 4; further += 1) await bodyOf(200, request(world));
  };

/** A person who can be invited as a vendor. */
async function makeVendor(world: World): Promise<void> {
  world.stranger = await newPerson(world.measured.host);
  await making('portalVendor', '/vendors', { name: 'Initech', email: world.stranger.email })(world);
}
/** Makes the access of the vendor one that shows what a member can read. */
async function lendVendor({ measured, organization, owner, made }: World): Promise<void> {
  const vendor = recordKey(organization.id, 'vendor', made.portalVendor!.id);
  await openTable(measured.host).change(portalAccessKey(vendor), {
    lenders: [{ userId: owner.userId }],
    g1pk: unconfirmedAccessPartition(organization.id),
    g1sk: `2026-01-01T00:00:00.000Z#vendor#${made.portalVendor!.id}`,
  });
}
const vendorAccess =
  (method: string, body?: object): Pattern['send'] =>
  (world) =>
    send(method, `/portal/clients/vendor/${world.made.portalVendor!.id}`, body ? { body } : {})(world);
const clientsOfCustomer: Pattern['send'] = (world) =>
  send('GET', '/portal/clients', { query: { customerId: world.client!.customerId } })(world);
const withToken =
  (verb: string): Pattern['send'] =>
  async ({ measured, organization, stranger }) => {
    const token = await portalToken(measured.host, stranger!.email, organization.id);
    return stranger!.call('POST', `/v1/portal/invitations/${verb}`, { body: { token } });
  };

const documentPatterns: Pattern[] = [
  {
    operation: 'portal.home',
    by: 'access, contact, customer and billing settings by key; lists in memory',
    class: 'indexed',
    reads: [...viewer, 'strong entry', ...asked, ...asked, ...asked, ...asked],
    async prepare(world) {
      await makeClient(world);
      await keepInMemory(asClient('GET', ''))(world);
    },
    send: asClient('GET', ''),
  },
  {
    operation: 'portal.invoices',
    by: 'list in memory; the rows of the page by key',
    class: 'indexed',
    reads: [...viewer, ...asked, 'strong entry'],
    send: asClient('GET', '/invoices'),
  },
  {
    operation: 'portal.order',
    by: 'by key',
    class: 'key',
    reads: [...viewer, 'strong entry'],
    send: asClient('GET', '/orders/{portalOrder}'),
  },
  {
    operation: 'portal.openInvoice',
    by: 'invoice and link by key',
    class: 'key',
    reads: [...viewer, 'strong entry'],
    writes: ['transact entry'],
    send: asClient('POST', '/invoices/{portalInvoice}/link', {}),
  },
  {
    operation: 'portal.openQuote',
    by: 'quote and link by key',
    class: 'key',
    reads: [...viewer, 'strong entry'],
    writes: ['transact entry'],
    send: asClient('POST', '/quotes/{portalQuote}/link', {}),
  },
  {
    operation: 'portal.profile',
    by: 'by key',
    class: 'key',
    reads: [...viewer, 'strong entry'],
    send: asClient('GET', '/profile'),
  },
  {
    operation: 'portal.updateProfile',
    what: 'e-mails about answers',
    by: 'by key',
    class: 'key',
    reads: viewer,
    writes: ['transact entry'],
    send: asClient('PATCH', '/profile', { notices: false }, 1),
  },
];

const issuePatterns: Pattern[] = [
  {
    operation: 'portal.createIssue',
    by: 'as issues.create; the count of the day by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong entry'],
    writes: ['put counter', 'transact counter', 'transact unique value', ...issueWrites],
    thenVaries: true,
    async send(world) {
      const answer = await asClient('POST', '/issues', { subject: 'Broken link' })(world);
      world.made.portalIssue = { id: answer.body.id, version: 1 };
      return answer;
    },
  },
  {
    operation: 'portal.issue',
    by: 'issue and contact by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong entry'],
    send: asClient('GET', '/issues/{portalIssue}'),
  },
  {
    operation: 'portal.startFile',
    by: 'as issues.startFile; the count of the day by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'eventualQuery attachment'],
    writes: ['transact counter', 'transact room', 'transact entry', 'transact attachment'],
    async send(world) {
      const answer = await asClient('POST', '/issues/{portalIssue}/files', picture)(world);
      world.made.portalFile = { id: answer.body.id, version: 1 };
      await sendBytes(answer.body.upload, png);
      return answer;
    },
  },
  {
    operation: 'portal.finishFile',
    by: 'as issues.finishFile',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong attachment'],
    writes: ['transact entry', 'transact attachment'],
    send: asClient('POST', '/issues/{portalIssue}/files/{portalFile}/finish'),
  },
  {
    operation: 'portal.answer',
    what: 'with a file',
    by: 'as issues.answer; the contact by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong attachment', 'eventual entry'],
    writes: [...answerWrites, ...answerWrites, ...issueWrites],
    thenVaries: true,
    send: async (world) => {
      const body = { body: 'See the file', fileIds: [world.made.portalFile!.id] };
      return asClient('POST', '/issues/{portalIssue}/answers', body)(world);
    },
  },
  {
    operation: 'portal.answers',
    by: 'pk = issue, sk begins with that of answers; members and contacts by key',
    class: 'indexed',
    reads: [...viewer, 'strong entry', 'query note', 'eventual entry'],
    send: asClient('GET', '/issues/{portalIssue}/answers'),
  },
  {
    operation: 'portal.file',
    by: 'file and answer by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong attachment', 'strong note'],
    send: asClient('GET', '/issues/{portalIssue}/files/{portalFile}'),
  },
  {
    operation: 'portal.resolve',
    by: 'issue and change by key; the contact by key',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong entry'],
    // The change exceeds 1 KB, and so does an issue that somebody has answered.
    writes: [...issueWrites, 'transact change', 'transact entry'],
    thenVaries: true,
    send: asClient('POST', '/issues/{portalIssue}/resolve'),
  },
  {
    operation: 'portal.rate',
    by: 'as portal.resolve',
    class: 'key',
    reads: [...viewer, 'strong entry', 'strong entry'],
    writes: [...issueWrites, 'transact entry'],
    thenVaries: true,
    send: asClient('POST', '/issues/{portalIssue}/rating', { satisfied: true }),
  },
];

const accessPatterns: Pattern[] = [
  {
    operation: 'portal.invite',
    by: 'access, record and change by key; the user with the address, and their rights',
    class: 'key',
    reads: [rights, 'strong vendor', 'strong entry', 'strong e-mail', rights],
    writes: ['transact entry', 'transact vendor', 'transact 2 counter', ...change],
    thenReads: ['strong entry', 'strong member'],
    thenWrites: ['put entry'],
    prepare: makeVendor,
    send: vendorAccess('POST', {}),
  },
  {
    operation: 'portal.confirm',
    by: 'access, record and change by key',
    class: 'key',
    reads: [rights, 'strong vendor', 'strong entry'],
    writes: ['transact entry', 'entry entry', ...change],
    prepare: lendVendor,
    send: (world) =>
      send('POST', `/portal/clients/vendor/${world.made.portalVendor!.id}/confirm`, {
        body: { email: world.stranger!.email },
      })(world),
  },
  {
    operation: 'portal.unconfirmed',
    by: 'index of the accesses that nobody has confirmed; access, record and customer of each by key',
    class: 'indexed',
    reads: [rights, 'eventualQuery entry'],
    send: send('GET', '/portal/unconfirmed-clients'),
  },
  {
    operation: 'portal.clients',
    what: 'of a customer',
    by: 'customer by key; list in memory; the contacts of the page, their access and the customer by key',
    class: 'indexed',
    reads: [rights, 'strong entry', ...asked, 'strong entry', 'strong entry', 'strong entry'],
    prepare: keepInMemory(clientsOfCustomer),
    send: clientsOfCustomer,
  },
  {
    operation: 'portal.clients',
    what: 'a vendor',
    by: 'record and access by key',
    class: 'key',
    reads: [rights, 'strong vendor', 'strong entry'],
    send: (world) =>
      send('GET', '/portal/clients', { query: { vendorId: world.made.portalVendor!.id } })(world),
  },
  {
    operation: 'portal.preview',
    by: 'access by key',
    class: 'key',
    reads: ['strong entry'],
    send: withToken('preview'),
  },
  {
    operation: 'portal.accept',
    by: 'access, record, rights and change by key',
    class: 'key',
    reads: [rights, 'strong user', 'strong entry', 'strong vendor'],
    writes: ['transact entry', 'transact vendor', 'transact access', 'transact user', ...change],
    send: withToken('accept'),
  },
  {
    operation: 'portal.revoke',
    by: 'access, rights and change by key',
    class: 'key',
    reads: [rights, 'strong vendor', 'strong entry'],
    writes: ['transact entry', 'transact access', ...change],
    send: vendorAccess('DELETE'),
  },
];

/** Patterns of the portal, whose clients act for one customer. */
export const portalPatterns: Pattern[] = [...documentPatterns, ...issuePatterns, ...accessPatterns];
