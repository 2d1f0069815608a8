import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { hidden, newHeld, readToken } from '../forms.ts';
import { connectHost } from '../host.ts';
import { issueLinksTo, issueLinkTo, newIssueForm, writtenIssue } from '../issue-links.ts';
import {
  addClient,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
let organization: TestOrganization;
let call: Call;
let path: string;
let form: any;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  ({ call } = organization.owner);
  ({ path } = organization);
  form = await newIssueForm(organization);
});

const html = { accept: 'text/html' };
const address = () => `${unique('visitor')}@people.example`;

const linksTo = (email: string) => issueLinksTo(host, email);
const linkTo = (email: string, count?: number) => issueLinkTo(host, email, count);

/** Writes with the form, and returns the issue and the link in the receipt. */
async function written(email?: string): Promise<{ issue: any; link: string; email: string }> {
  const { id, ...made } = await writtenIssue(host, organization, form, email);
  return { ...made, issue: await read(id) };
}
const read = (id: string): Promise<any> => bodyOf(200, call('GET', `${path}/issues/${id}`));
const answered = (id: string, body: object) =>
  bodyOf(201, call('POST', `${path}/issues/${id}/answers`, { body }));
const show = (link: string) => visit(host.url, 'GET', link, { headers: html, from: newAddress() });
const send = (link: string, values: object, from = newAddress()) =>
  visit(host.url, 'POST', link, {
    form: { once: unique('once'), ...values } as Record<string, string>,
    from,
  });
const answersOf = async (id: string): Promise<any[]> =>
  (await bodyOf(200, call('GET', `${path}/issues/${id}/answers`))).items;

test('a visitor gets a receipt with the number and a link, and nothing that was typed', async () => {
  const { issue, link, email } = await written();
  const [mail] = await host.mails(email);
  expect(mail?.subject).toContain(issue.code);
  expect(mail?.text).not.toContain('burns');
  expect(mail?.text).not.toContain(issue.subject);
  const { status, text, headers } = await show(link);
  expect(status).toBe(200);
  expect(text).toContain(issue.subject);
  expect(text).toContain('It &#60;b&#62;burns&#60;/b&#62;');
  expect(text).not.toMatch(/<script| on\w+=/i);
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  // Only a digest of the secret is stored.
  expect(table.holds(new URLSearchParams(link.split('?')[1]).get('key')!)).toBe(false);
});

test('the page names the status in its language, and as the visitor’s words only what the visitor wrote', async () => {
  const { issue, link, email } = await written();
  const spanish = (await show(`${link}&language=es`)).text;
  expect(spanish).toContain(`${issue.code} · Abierta`);
  // In a tab of its own, so that an answer that was begun stays.
  expect(spanish).toMatch(/lang="en" target="_blank"/);
  expect((await show(link)).text).toContain('<b>You</b>');
  const contact = await bodyOf(
    201,
    call('POST', `${path}/contacts`, { body: { firstName: 'Ana', email: address() } }),
  );
  const body = { subject: 'Called', description: 'A member wrote this', contactId: contact.id };
  const { id } = await bodyOf(201, call('POST', `${path}/issues`, { body }));
  await answered(id, { body: 'We see to it' });
  const { text } = await show(await linkTo(contact.email));
  expect(text).toContain('A member wrote this');
  expect(text).not.toContain('<b>You</b>');
  expect(await linksTo(email)).toHaveLength(1);
});

test('a released submission gets a receipt, too', async () => {
  const email = address();
  const sent = { form, subject: unique('Held '), writerEmail: email, firstName: undefined, email: undefined };
  const held = await newHeld(host.url, organization, sent);
  await bodyOf(200, call('POST', `${path}/held-submissions/${held.id}/release`));
  expect((await show(await linkTo(email))).status).toBe(200);
});

test('an answer with the link becomes part of the issue, starts its clock again and is no first answer', async () => {
  const { issue, email } = await written();
  await answered(issue.id, { body: 'Which **printer**?', statusId: 'waiting' });
  expect((await read(issue.id)).clock.runningSince).toBeUndefined();
  const link = await linkTo(email, 2);
  const shown = await show(link);
  expect(shown.text).toContain('Which printer?');
  const once = hidden(shown.text, 'once');
  const body = 'The <big> one\nupstairs';
  const [first, second] = await Promise.all([send(link, { body, once }), send(link, { body, once })]);
  expect([first.status, second.status]).toEqual([303, 303]);
  const after = await read(issue.id);
  expect(after).toMatchObject({ statusId: 'open' });
  expect(after.clock.runningSince).toBeDefined();
  const answers = await answersOf(issue.id);
  expect(answers.map(({ body: text, isByVisitor }) => [text, isByVisitor])).toEqual([
    [body, true],
    ['Which **printer**?', undefined],
  ]);
  expect((await show(link)).text).toContain('The &#60;big&#62; one');
  const { items } = await bodyOf(200, call('GET', `${path}/timeline/issue/${issue.id}`));
  expect(items.map(({ action }: any) => action)).toContain('answeredByCustomer');
  // The visitor's own answer is mailed to nobody.
  expect(await linksTo(email)).toHaveLength(2);
});

test('the page has neither notes of the team nor other issues, and its links open files of answers only', async () => {
  const { issue, link } = await written();
  const { link: otherLink } = await written();
  const note = unique('internal ');
  await bodyOf(201, call('POST', `${path}/notes/issue/${issue.id}`, { body: { body: note } }));
  const bytes = Buffer.from('A manual');
  const body = { name: 'Manual.txt', type: 'text/plain', sizeBytes: bytes.length };
  const files = `${path}/issues/${issue.id}/answer-files`;
  const { attachment, upload } = await bodyOf(201, call('POST', files, { body }));
  await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
  await bodyOf(200, call('POST', `${files}/${attachment.id}/finish`));
  const query = link.split('?')[1];
  const fileAt = (of: string) => `/v1/issues/files/${attachment.id}?${of}`;
  expect((await visit(host.url, 'GET', fileAt(query!), { from: newAddress() })).status).toBe(404);
  await answered(issue.id, { body: 'See the file', fileIds: [attachment.id] });
  const { text } = await show(link);
  expect(text).toContain('Manual.txt');
  expect(text).not.toContain(note);
  const { url } = await bodyOf(200, visit(host.url, 'GET', fileAt(query!), { from: newAddress() }));
  expect(await (await fetch(url)).text()).toBe('A manual');
  const foreign = await visit(host.url, 'GET', fileAt(otherLink.split('?')[1]!), { from: newAddress() });
  expect(foreign.status).toBe(404);
});

describe('a link doesn’t open the issue any more', () => {
  const isClosed = async (link: string) => {
    const body = 'Typed by hand';
    const refused = await send(link, { body });
    expect([(await show(link)).status, refused.status]).toEqual([404, 404]);
    expect(refused.text).toContain(body);
  };

  test('once links were revoked, until the next e-mail', async () => {
    const { issue, link, email } = await written();
    const revoke = `${path}/issues/${issue.id}/revoke-links`;
    await bodyOf(200, call('POST', revoke, { ifMatch: issue.version }));
    await isClosed(link);
    await answered(issue.id, { body: 'We are on it' });
    expect((await show(await linkTo(email, 2))).status).toBe(200);
    await isClosed(link);
  });

  test('while the issue is in the trash, and after the link has expired', async () => {
    const { issue, link } = await written();
    const version: number = issue.version;
    await bodyOf(200, call('DELETE', `${path}/issues/${issue.id}`, { ifMatch: version }));
    await isClosed(link);
    await bodyOf(200, call('POST', `${path}/issues/${issue.id}/restore`, { ifMatch: version + 1 }));
    expect((await show(link)).status).toBe(200);
    const [item] = await table.items(({ recordId }) => recordId === issue.id, 'LINK#');
    await table.change({ pk: item!.pk, sk: item!.sk }, { expiresAt: 1 });
    await isClosed(link);
  });

  test('when the answers go to another contact', async () => {
    const { issue, link } = await written();
    const contact = await newContact(organization, call, { firstName: 'Bob', email: address() });
    const body = { contactId: contact.id };
    await bodyOf(200, call('PATCH', `${path}/issues/${issue.id}`, { body, ifMatch: issue.version }));
    await isClosed(link);
  });

  test('if it is the link of a document or of nothing', async () => {
    const { link } = await written();
    const query = link.split('?')[1];
    const unknown = await visit(host.url, 'GET', `/v1/issues?key=${'x'.repeat(43)}`, { headers: html });
    const asDocument = await visit(host.url, 'GET', `/v1/documents?${query}`, { headers: html });
    expect([unknown.status, asDocument.status]).toEqual([404, 404]);
  });
});

test('issues of two visitors without a customer can’t be merged, because one would read the other’s answers', async () => {
  const [one, other] = [await written(), await written()];
  const body = { records: [{ id: other.issue.id, version: other.issue.version }] };
  const merge = await call('POST', `${path}/issues/${one.issue.id}/merge`, {
    body,
    ifMatch: one.issue.version,
  });
  expect([merge.status, merge.body.detail]).toEqual([409, expect.stringMatching(/different customers/)]);
});

test('an issue of a visitor isn’t merged into one of a contact with another address, who would read the answers', async () => {
  const { issue } = await written();
  const contact = await newContact(organization, call, { email: address() });
  const body = { subject: 'By a member', contactId: contact.id };
  const { id, version } = await bodyOf(201, call('POST', `${path}/issues`, { body }));
  const records = [{ id: issue.id, version: issue.version }];
  const merge = await call('POST', `${path}/issues/${id}/merge`, { body: { records }, ifMatch: version });
  expect(merge.status).toBe(409);
});

test('a contact answers as the contact, and gets a link unless the contact has access to the portal', async () => {
  const email = address();
  const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: unique('Acme ') } }));
  const contact = await newContact(organization, call, { firstName: 'Ana', email, customerId: customer.id });
  const { issue, link } = await written(email);
  expect(issue.contactId).toBe(contact.id);
  expect((await send(link, { body: 'Still broken' })).status).toBe(303);
  expect(await answersOf(issue.id)).toMatchObject([{ body: 'Still broken', contactId: contact.id }]);
  const client = await addClient(host, organization, { customerId: customer.id });
  const body = { subject: 'By a member', contactId: client.contactId, customerId: customer.id };
  const made = await bodyOf(201, call('POST', `${path}/issues`, { body }));
  await answered(made.id, { body: 'See the portal' });
  const [mail] = await awaited(
    'the answer',
    async () => (await host.mails(client.person.email)).filter(({ text }) => text.includes('See the portal')),
    (mails) => mails.length > 0,
  );
  expect(mail?.text).toContain('/portal/');
  expect(mail?.text).not.toContain('/v1/issues?key=');
});

test('an address gets a few receipts a day, and issues come in all the same', async () => {
  const email = address();
  for (let count = 0; count <= limits.receiptsPerAddress; count += 1) {
    const token = await readToken(host.url, form.id);
    const json = { subject: unique('Many '), writerEmail: email, token };
    await bodyOf(200, visit(host.url, 'POST', `/v1/forms/${form.id}`, { json, from: newAddress() }));
  }
  await host.settled(organization);
  await linkTo(email, limits.receiptsPerAddress);
  expect(await linksTo(email)).toHaveLength(limits.receiptsPerAddress);
});

test('an empty answer gets the page again, and one to a resolved issue opens it', async () => {
  const { issue, link } = await written();
  const empty = await send(link, { body: '  ' });
  expect([empty.status, empty.text.includes('Write something first.')]).toEqual([422, true]);
  const body = { statusId: 'resolved' };
  await bodyOf(200, call('PATCH', `${path}/issues/${issue.id}`, { body, ifMatch: issue.version }));
  expect((await send(link, { body: 'Once more' })).status).toBe(303);
  expect((await read(issue.id)).statusId).toBe('open');
});

test('answers with one link and from one address are limited, and what was typed is kept', async () => {
  const { link } = await written();
  const from = newAddress();
  for (let count = 0; count < limits.linkAnswersPerAddress; count += 1)
    expect((await send(link, { body: `Answer ${count}` }, from)).status).toBe(303);
  const refused = await send(link, { body: 'One more <b>' }, from);
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
  expect(refused.text).toContain('One more &#60;b&#62;</textarea>');
  expect((await send(link, { body: 'From elsewhere' })).status).toBe(303);
});
