import { beforeAll, describe, expect, inject, test } from 'vitest';
import { accessKey } from '#data/store/keys.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import { mergesIn } from '../merges.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  portalToken,
  unique,
  type Person,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let byOwner: Call;
let merges: ReturnType<typeof mergesIn>;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { currency: 'EUR', country: 'US' });
  byOwner = organization.owner.call;
  merges = mergesIn(host, organization);
  await readyToBill(byOwner, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const newContact = (customerId: string, more: object = {}): Promise<any> =>
  add('contacts', { firstName: 'Ana', customerId, ...more });
const contactOf = ({ contactId }: { contactId: string }): Promise<any> =>
  bodyOf(200, byOwner('GET', at(`contacts/${contactId}`)));
const clientsOf = async (contactId: string): Promise<any[]> =>
  (await bodyOf(200, byOwner('GET', at('portal/clients'), { query: { contactId } }))).items;
const accessPath = (contactId: string): string => at(`portal/clients/contact/${contactId}`);
const home = ({ person }: TestClient) => person.call('GET', at('portal'));
/** What the access of a user says about the organization. */
const rightOf = async ({ userId }: Person): Promise<any> => {
  const { pk, sk } = accessKey(userId);
  const [item] = await table.items((one) => one.pk === pk && one.sk === sk, pk);
  return (item as any)?.orgs?.[organization.id];
};
const accept = ({ call }: Person, token: string) =>
  call('POST', '/v1/portal/invitations/accept', { body: { token } });
const answerTo = async (contactId: string, customerId: string, body: string): Promise<any> => {
  const issue = await add('issues', { subject: 'Broken link', customerId, contactId });
  await bodyOf(201, byOwner('POST', at(`issues/${issue.id}/answers`), { body: { body } }));
  return issue;
};
const mailAbout = async (email: string, text: string): Promise<string> => {
  const found = await awaited(
    `an e-mail to ${email} with “${text}”`,
    async () => (await host.mails(email)).find((mail) => mail.text.includes(text)),
    (mail) => mail !== undefined,
    { pauseMs: 50 },
  );
  return found!.text;
};
const invitationsTo = async ({ email }: Person): Promise<number> =>
  (await host.mails(email)).filter(({ text }) => text.includes('/portal-invitation#')).length;

describe('the access of a contact that is merged into another one', () => {
  test('belongs to the contact that remains, where it is seen and ends', async () => {
    const client = await addClient(host, organization);
    const { person, customerId } = client;
    const draft = await newDraft(byOwner, organization, customerId, [1_000]);
    const invoice = await issued(byOwner, organization, draft);
    const link = person.call('POST', at(`portal/invoices/${invoice.id}/link`), { body: {} });
    const { pathname, search } = new URL((await bodyOf(200, link)).url);
    const page = async () => (await fetch(`${host.url}${pathname}${search}`)).status;
    const into = await newContact(customerId);
    await merges.merged(into, [await contactOf(client)]);
    expect(await clientsOf(into.id)).toMatchObject([
      { recordId: into.id, email: person.email, state: 'active' },
    ]);
    expect(await rightOf(person)).toMatchObject({ role: 'client', client: { id: into.id } });
    expect([(await home(client)).status, await page()]).toEqual([200, 200]);
    const issue = await answerTo(into.id, customerId, 'Nothing yet');
    await bodyOf(
      200,
      byOwner('PATCH', at(`contacts/${into.id}`), { body: { email: person.email }, ifMatch: 2 }),
    );
    await bodyOf(
      201,
      byOwner('POST', at(`issues/${issue.id}/answers`), { body: { body: 'Look at it again' } }),
    );
    expect(await mailAbout(person.email, 'Look at it again')).toContain(`/issues/${issue.id}`);
    await bodyOf(204, byOwner('DELETE', accessPath(into.id)));
    expect(await rightOf(person)).toBeUndefined();
    expect([(await home(client)).status, await page()]).toEqual([404, 404]);
  });

  test('goes back to its contact when the merge is undone', async () => {
    const client = await addClient(host, organization);
    const into = await newContact(client.customerId);
    const { jobId } = await merges.merged(into, [await contactOf(client)]);
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect(await clientsOf(into.id)).toEqual([]);
    expect(await clientsOf(client.contactId)).toMatchObject([{ state: 'active' }]);
    expect(await rightOf(client.person)).toMatchObject({ client: { id: client.contactId } });
    expect((await home(client)).status).toBe(200);
    await bodyOf(204, byOwner('DELETE', accessPath(client.contactId)));
    expect((await home(client)).status).toBe(404);
  });

  test('isn’t given back by an undo after it has ended', async () => {
    const client = await addClient(host, organization);
    const into = await newContact(client.customerId);
    const { jobId } = await merges.merged(into, [await contactOf(client)]);
    await bodyOf(204, byOwner('DELETE', accessPath(into.id)));
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect([await clientsOf(into.id), await clientsOf(client.contactId)]).toEqual([[], []]);
    expect((await home(client)).status).toBe(404);
  });

  test('ends if the contact that remains has access, too', async () => {
    const kept = await addClient(host, organization);
    const ended = await addClient(host, organization, { customerId: kept.customerId });
    const { jobId } = await merges.merged(await contactOf(kept), [await contactOf(ended)]);
    expect(await clientsOf(kept.contactId)).toMatchObject([{ email: kept.person.email, state: 'active' }]);
    expect([(await home(kept)).status, (await home(ended)).status]).toEqual([200, 404]);
    expect(await rightOf(ended.person)).toBeUndefined();
    expect(await merges.undone(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect(await clientsOf(ended.contactId)).toEqual([]);
    expect((await home(kept)).status).toBe(200);
  });

  test('replaces an invitation of the contact that remains', async () => {
    const client = await addClient(host, organization);
    const into = await newContact(client.customerId, { email: `${unique('other')}@people.example` });
    await bodyOf(200, byOwner('POST', accessPath(into.id), { body: {} }));
    await merges.merged(into, [await contactOf(client)]);
    expect(await clientsOf(into.id)).toMatchObject([{ email: client.person.email, state: 'active' }]);
    expect((await home(client)).status).toBe(200);
  });
});

test('an invitation of a merged contact is accepted for the one that remains, and isn’t sent again', async () => {
  const person = await newPerson(host);
  const { id: customerId } = await add('customers', { name: unique('Acme ') });
  const invited = await newContact(customerId, { email: person.email });
  await bodyOf(200, byOwner('POST', accessPath(invited.id), { body: {} }));
  const token = await portalToken(host, person.email, organization.id);
  const into = await newContact(customerId);
  await merges.merged(into, [invited], { values: { email: person.email } });
  await bodyOf(200, accept(person, token));
  expect(await clientsOf(into.id)).toMatchObject([{ state: 'active' }]);
  expect((await person.call('GET', at('portal'))).status).toBe(200);
  expect(await invitationsTo(person)).toBe(1);
});

test('a vendor keeps the access of one that is merged into it', async () => {
  const person = await newPerson(host);
  const merged = await add('vendors', { name: 'Initech', email: person.email });
  await bodyOf(200, byOwner('POST', at(`portal/clients/vendor/${merged.id}`), { body: {} }));
  await bodyOf(200, accept(person, await portalToken(host, person.email, organization.id)));
  const into = await add('vendors', { name: 'Initech Ltd.' });
  await merges.merged(into, [merged], { plural: 'vendors' });
  const query = { vendorId: into.id };
  expect(await bodyOf(200, byOwner('GET', at('portal/clients'), { query }))).toMatchObject({
    items: [{ recordId: into.id, state: 'active' }],
  });
  expect(await bodyOf(200, person.call('GET', at('portal')))).toMatchObject({ name: 'Initech Ltd.' });
});

test('who wanted no e-mails about answers gets none after a merge, and none after its undo', async () => {
  const client = await addClient(host, organization);
  const { person, customerId, contactId } = client;
  await answerTo(contactId, customerId, 'First');
  const [, token] = /\/portal-notices#([\w.-]+)/.exec(await mailAbout(person.email, 'First'))!;
  const stopped = visit(host.url, 'POST', '/v1/portal/notices/stop', { from: newAddress(), json: { token } });
  expect((await stopped).status).toBe(200);
  const into = await newContact(customerId);
  const { jobId } = await merges.merged(into, [await contactOf(client)], { values: { email: person.email } });
  const profile = await bodyOf(200, person.call('GET', at('portal/profile')));
  expect(profile.notices).toBe(false);
  await answerTo(into.id, customerId, 'Second');
  await merges.undone(jobId);
  await answerTo(contactId, customerId, 'Third');
  const email = `${unique('other')}@people.example`;
  const { id: otherId } = await newContact(customerId, { email });
  await answerTo(otherId, customerId, 'Fourth');
  await mailAbout(email, 'Fourth');
  const texts = (await host.mails(person.email)).map(({ text }) => text).join('\n');
  expect(texts).not.toMatch(/Second|Third/);
});
