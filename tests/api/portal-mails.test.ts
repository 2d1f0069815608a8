import { beforeAll, describe, expect, inject, test } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf, type Call } from '../caller.ts';
import { sendAnswerFile } from '../files.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  newOrganization,
  newPerson,
  unique,
  type TestClient,
  type TestOrganization,
} from '../organization.ts';
import { newAddress, visit } from '../visitor.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let byOwner: Call;
let client: TestClient;

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'US' });
  byOwner = organization.owner.call;
  client = await addClient(host, organization);
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const add = (plural: string, body: object): Promise<any> =>
  bodyOf(201, byOwner('POST', at(plural), { body }));
const newIssue = (contactId: string, customerId = client.customerId): Promise<any> =>
  add('issues', { subject: 'Broken link', customerId, contactId });
const answer = (issue: any, body: string): Promise<any> =>
  bodyOf(201, byOwner('POST', at(`issues/${issue.id}/answers`), { body: { body } }));
const mailAbout = (email: string, text: string) =>
  awaited(
    `an e-mail to ${email} with “${text}”`,
    async () => (await host.mails(email)).find((mail) => mail.text.includes(text)),
    (mail) => mail !== undefined,
    { pauseMs: 50 },
  );
const stop = (token: string) =>
  visit(host.url, 'POST', '/v1/portal/notices/stop', { from: newAddress(), json: { token } });
const stopTokenIn = (text: string): string => /\/portal-notices#([\w.-]+)/.exec(text)![1]!;

describe('an answer of the team', () => {
  test('is sent to the contact of the issue once, with a link to the portal for a client', async () => {
    const issue = await newIssue(client.contactId);
    await answer(issue, 'Look at **https://example.com/help** again.');
    const mail = (await mailAbout(client.person.email, 'again.'))!;
    expect(mail.subject).toContain(`Broken link (${issue.code})`);
    expect(mail.text).toContain(`/portal/${organization.id}/issues/${issue.id}`);
    expect(mail.text).toMatch(/Answer in the portal to keep everything about this in one place/);
    expect(mail.text).toContain('Look at https://example.com/help again.');
    await bodyOf(201, byOwner('POST', at(`notes/issue/${issue.id}`), { body: { body: 'Only inside' } }));
    await answer(issue, 'A second one');
    await mailAbout(client.person.email, 'A second one');
    const about = (await host.mails(client.person.email)).filter(({ subject }) =>
      subject.includes(issue.code),
    );
    expect(about.length).toBe(2);
    expect(about.some(({ text }) => text.includes('Only inside'))).toBe(false);
  });

  test('is sent with a link to the issue alone to a contact who has no access to the portal', async () => {
    const email = `${unique('outside')}@people.example`;
    const { id } = await add('contacts', { firstName: 'Ana', email, customerId: client.customerId });
    await answer(await newIssue(id), 'We are on it');
    const mail = (await mailAbout(email, 'We are on it'))!;
    expect(mail.text).not.toContain('/portal/');
    expect(mail.text).toMatch(/whoever has it can read this conversation/);
    const withFile = await newIssue(id);
    await sendAnswerFile(byOwner, at(`issues/${withFile.id}`));
    const { text } = (await mailAbout(email, 'See the file'))!;
    expect(text).toMatch(/One file is attached\. Open the link to get it\./);
    expect(text).not.toMatch(/in the portal/);
  });

  test('is sent with a link to the issue alone to a client who doesn’t find the issue in the portal', async () => {
    const other = await addClient(host, organization);
    await answer(await add('issues', { subject: 'No customer', contactId: other.contactId }), 'We see to it');
    const mail = (await mailAbout(other.person.email, 'We see to it'))!;
    expect(mail.text).not.toContain('/portal/');
    expect(mail.text).toMatch(/whoever has it can read this conversation/);
  });

  test('is refused, and not sent, if the contact has left the customer of the issue', async () => {
    const left = await addClient(host, organization);
    const issue = await newIssue(left.contactId, left.customerId);
    await answer(issue, 'While there');
    await mailAbout(left.person.email, 'While there');
    const body = { customerId: client.customerId };
    await bodyOf(200, byOwner('PATCH', at(`contacts/${left.contactId}`), { body, ifMatch: 1 }));
    // Somebody else must be chosen who can receive it.
    const text = 'Only for those who stayed';
    const refused = await byOwner('POST', at(`issues/${issue.id}/answers`), { body: { body: text } });
    expect(refused.status).toBe(409);
    await answer(await newIssue(left.contactId), 'For the new customer');
    // The access was given for the customer that the contact has left, so the portal shows nothing.
    const mail = (await mailAbout(left.person.email, 'For the new customer'))!;
    expect(mail.text).not.toContain('/portal/');
    const texts = (await host.mails(left.person.email)).map(({ text }) => text).join('\n');
    expect(texts).not.toContain(text);
  });

  test('is not sent any more once the contact has stopped these e-mails, until the client wants them again', async () => {
    const other = await addClient(host, organization);
    const issue = await newIssue(other.contactId, other.customerId);
    await answer(issue, 'First');
    const token = stopTokenIn((await mailAbout(other.person.email, 'First'))!.text);
    expect((await stop(`${token.slice(0, -2)}xx`)).status).toBe(404);
    expect((await stop(token)).status).toBe(200);
    await answer(issue, 'Second');
    const profile = await bodyOf(200, other.person.call('GET', at('portal/profile')));
    expect(profile.notices).toBe(false);
    const body = { notices: true };
    await bodyOf(200, other.person.call('PATCH', at('portal/profile'), { body, ifMatch: profile.version }));
    await answer(issue, 'Third');
    await mailAbout(other.person.email, 'Third');
    const texts = (await host.mails(other.person.email)).map(({ text }) => text).join('\n');
    expect(texts).not.toContain('Second');
  });
});

test('an invitation names what contacts and what vendors find in the portal', async () => {
  const email = `${unique('vendor')}@people.example`;
  const { id } = await add('vendors', { name: 'Paper Mill', email });
  await bodyOf(200, byOwner('POST', at(`portal/clients/vendor/${id}`), { body: {} }));
  const { text } = (await mailAbout(email, '/portal-invitation#'))!;
  expect(text).toContain('keep your contact details up to date');
  expect(text).not.toMatch(/customer|invoice|order/);
  const toContact = (await mailAbout(client.person.email, '/portal-invitation#'))!;
  expect(toContact.text).toContain('your invoices and orders');
});
