import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const create = (path: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', `${at.organization.path}/${path}`, { body }));

test('a contact is invited to the portal from its page once it has an address and a customer, and the invitation can be withdrawn', async () => {
  const alone = await create('contacts', { firstName: 'Ana' });
  const email = `${unique('ana')}@people.example`;
  const contact = await create('contacts', { firstName: 'Bea', email, customerId });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${alone.id}`);
    const access = page.getByRole('region', { name: 'Portal', exact: true });
    await access.getByText('Enter an e-mail address').waitFor();
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await access.getByRole('button', { name: 'Invite to the portal' }).click();
    await page.getByText(`An invitation was sent to ${email}.`).waitFor();
    await access.getByText('The link works until').waitFor();
    await lookAround(page, 'portal-access-contact');
    await access.getByRole('button', { name: 'Send again' }).click();
    await page
      .getByText(/Wait|wait/)
      .first()
      .waitFor();
    await page.goto(`${at.base}/customers/${customerId}`);
    const users = page.getByRole('region', { name: 'Portal users' });
    await users.getByRole('link', { name: email }).waitFor();
    await lookAround(page, 'portal-access-customer');
    await users.getByRole('link', { name: email }).click();
    await access.getByRole('button', { name: 'Withdraw' }).click();
    await access.getByRole('button', { name: 'Invite to the portal' }).waitFor();
  });
});

test('people can ask for access to the portal once the organization lets them, at an address that it can copy', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/portal`);
    await page.getByText(`/portal/${at.organization.id}`).waitFor();
    await page.getByRole('checkbox', { name: 'Let people ask for access' }).click();
    await page.getByText('Saved').waitFor();
    await lookAround(page, 'portal-settings');
    await page.reload();
    expect(await page.getByRole('checkbox', { name: 'Let people ask for access' }).isChecked()).toBe(true);
  });
});
