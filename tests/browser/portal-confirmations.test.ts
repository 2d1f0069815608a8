import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { outboxKey } from '#data/store/keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { addMember, portalToken, unique, newPerson } from '../organization.ts';
import { openTable } from '../table.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', name: 'Harbour Foods' });
  const { version } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, at.person.call('PATCH', at.organization.path, { body, ifMatch: version }));
});
afterAll(() => at.close());

const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/${plural}`, { body }));

/** Asks for access to the portal, and waits until the request is answered. */
async function ask(email: string): Promise<void> {
  const body = { orgId: at.organization.id, email };
  await bodyOf(204, at.person.call('POST', '/v1/portal/requests', { body }));
  await awaited(
    'the answer to a request',
    () => openTable(at.host).items(() => true, outboxKey(at.organization.id, '').pk),
    (left) => left.length === 0,
  );
}

test('an administrator confirms by one click, in settings and on the contact, what an employee stands behind', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  const person = await newPerson(at.host);
  const owned = { ownerId: employee.userId };
  const hidden = await create('customers', { name: 'Lighthouse Bakery' });
  const email = `${unique('ines')}@people.example`;
  const asking = await create('contacts', { firstName: 'Inés', customerId: hidden.id, ...owned });
  await bodyOf(
    200,
    employee.call('PATCH', `${at.organization.path}/contacts/${asking.id}`, { body: { email }, ifMatch: 1 }),
  );
  await ask(email);
  const own = await create('customers', { name: 'Pier Café', ...owned });
  const invited = await create('contacts', {
    ...{ firstName: 'Rosa', email: person.email, customerId: own.id },
    ...owned,
  });
  const path = `${at.organization.path}/portal/clients/contact/${invited.id}`;
  await bodyOf(200, employee.call('POST', path, { body: {} }));
  const token = await portalToken(at.host, person.email, at.organization.id);
  await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));

  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${asking.id}`);
    await page.getByText(`${email} has asked for access.`).waitFor();
    await lookAround(page, 'portal-request-waits');
    await page.goto(`${at.base}/settings/portal`);
    const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
    await row('Lighthouse Bakery')
      .getByText(/^Nothing was sent: .* can’t read that customer\.$/)
      .waitFor();
    await row('Pier Café')
      .getByText(/^Shows only what .* can read\.$/)
      .waitFor();
    await lookAround(page, 'portal-unconfirmed');
    await row('Lighthouse Bakery')
      .getByRole('button', { name: `Confirm the access of ${email}` })
      .focus();
    await page.keyboard.press('Enter');
    await page.getByText(`An invitation was sent to ${email}.`).waitFor();
    await row('Lighthouse Bakery').waitFor({ state: 'detached' });
    await page.goto(`${at.base}/contacts/${invited.id}`);
    await page.getByText(/^Shows what .* can read of the customer, until/).waitFor();
    await lookAround(page, 'portal-lent-access');
    await page.getByRole('button', { name: 'Confirm access' }).click();
    await page.getByText('The access was confirmed').waitFor();
    await page.getByText(/^Shows what/).waitFor({ state: 'detached' });
    await page.goto(`${at.base}/settings/portal`);
    await page.getByText('Nothing is waiting.').waitFor();
  });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${invited.id}`);
    await page.getByText(`Has access as ${person.email}, since`).waitFor();
    expect(await page.getByRole('button', { name: 'Confirm access' }).count()).toBe(0);
  }, employee);
});

test('a contact whose address has changed since the invitation says that its link doesn’t work', async () => {
  const { id: customerId } = await create('customers', { name: 'Harbour Inn' });
  const email = `${unique('old')}@people.example`;
  const contact = await create('contacts', { firstName: 'Leo', email, customerId });
  const path = `${at.organization.path}/contacts/${contact.id}`;
  const invitation = `${at.organization.path}/portal/clients/contact/${contact.id}`;
  await bodyOf(200, at.person.call('POST', invitation, { body: {} }));
  const body = { email: `${unique('new')}@people.example` };
  await bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: 1 }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.getByText(`It went to ${email}, which is no longer the e-mail address here`).waitFor();
  });
});
