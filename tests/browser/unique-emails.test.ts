import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf, type Call } from '../caller.ts';
import { newOrganization, unique } from '../organization.ts';
import { checkedEmails, refuseSharedEmails } from '../unique-emails.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
const email = 'shared@firm.example';

beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const call: Call = (...args) => at.person.call(...args);
const url = () => `${at.base}/settings/organization`;
const newCustomer = (name: string): Promise<any> =>
  bodyOf(201, call('POST', `${at.organization.path}/customers`, { body: { name, email } }));

test('the organization page names customers that share an address, and refuses repeated ones once they don’t', () =>
  at.inWindow(async (page) => {
    const [first, second] = [await newCustomer(unique('First ')), await newCustomer(unique('Second '))];
    await page.goto(url());
    const box = page.getByRole('checkbox', { name: 'Refuse a second customer with the same e-mail address' });
    await box.click();
    await page.getByText('Several records share an e-mail address.').waitFor();
    expect(await box.isChecked()).toBe(false);
    for (const { name } of [first, second]) await page.getByRole('link', { name }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByText('Several records share').scrollIntoViewIfNeeded();
    await takePicture(page, 'unique-emails-shared');
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByText('Several records share').scrollIntoViewIfNeeded();
    await takePicture(page, 'unique-emails-phone');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('link', { name: second.name }).click();
    await page.waitForURL(`**/customers/${second.id}`);
    const path = `${at.organization.path}/customers/${second.id}`;
    await bodyOf(200, call('PATCH', path, { body: { email: null }, ifMatch: 1 }));
    await page.goto(url());
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByText('Checking…').waitFor();
    const spinner = page.getByRole('status').filter({ hasText: 'Checking…' }).locator('.spinner');
    expect(await spinner.evaluate((element: HTMLElement) => element.offsetWidth)).toBe(14);
    await page.getByText('Checking…').waitFor({ state: 'detached' });
    expect(await box.isChecked()).toBe(true);
    const { uniqueEmails } = await checkedEmails(call, at.organization.path);
    expect(uniqueEmails.customer).toBe('refuse');
    await box.click();
    await vi.waitFor(async () => {
      const organization = await bodyOf(200, call('GET', at.organization.path));
      expect(organization.uniqueEmails.customer).toBe('warn');
    });
    expect(await box.isChecked()).toBe(false);
  }));

test('an address that becomes shared during the check switches it off again and is named', () =>
  at.inWindow(async (page) => {
    const { id } = await newCustomer(unique('Third '));
    const path = `${at.organization.path}/customers/${id}`;
    await bodyOf(200, call('PATCH', path, { body: { email: null }, ifMatch: 1 }));
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(url());
    await page
      .getByRole('checkbox', { name: 'Refuse a second customer with the same e-mail address' })
      .click();
    await page.getByText('Checking…').waitFor();
    // The function of customers still uses the previous settings.
    await bodyOf(200, call('PATCH', path, { body: { email }, ifMatch: 2 }));
    await page.getByText('Still off. These records share an address with another one:').waitFor();
    await page
      .getByRole('link', { name: /^(First|Third) / })
      .first()
      .waitFor();
    await page.getByText('Still off').scrollIntoViewIfNeeded();
    await takePicture(page, 'unique-emails-failed');
    expect(await axeFindings(page)).toEqual([]);
  }));

test('a restoration and a conversion that an address prevents say so, and the record that has it can be chosen', async () => {
  const { id, path } = await newOrganization(at.person);
  const email = 'taken@firm.example';
  const created = (plural: string, body: object): Promise<any> =>
    bodyOf(201, call('POST', `${path}/${plural}`, { body: { email, ...body } }));
  const deleted = await created('customers', { name: 'Deleted one' });
  await bodyOf(200, call('DELETE', `${path}/customers/${deleted.id}`, { ifMatch: 1 }));
  const present = await created('customers', { name: 'Present one' });
  await refuseSharedEmails(call, path, 'customer');
  const lead = await created('leads', { firstName: 'Lea', company: 'Present' });
  await at.host.settled({ id });
  await at.inWindow(async (page) => {
    await page.goto(`/o/${id}/customers/trash`);
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Not restored: This is already in use (E-mail)').waitFor();
    await page.goto(`/o/${id}/leads/${lead.id}/convert`);
    await page.getByRole('button', { name: 'Convert' }).click();
    const why =
      'Another customer has this e-mail address. Choose that customer, or change the lead’s address.';
    await page.locator('fieldset').getByText(why).waitFor();
    await page.locator('[data-summary]').getByText(why).waitFor();
    await takePicture(page, 'unique-emails-conversion');
    await page.getByRole('radio', { name: 'Present one' }).click();
    await page.getByRole('button', { name: 'Convert' }).click();
    await page.waitForURL(`**/customers/${present.id}`);
  });
});

test('the organization page is in Spanish, with the names of months', async () => {
  await bodyOf(
    200,
    call('PATCH', '/v1/me', {
      body: { locale: 'es' },
      ifMatch: (await bodyOf(200, call('GET', '/v1/me'))).version,
    }),
  );
  try {
    await at.inWindow(async (page) => {
      await page.goto(url());
      await page
        .getByRole('checkbox', { name: 'Rechazar un cliente con un correo que ya está en uso' })
        .waitFor();
      await page.getByRole('option', { name: 'enero' }).waitFor({ state: 'attached' });
      await page.getByRole('heading', { name: 'Correos electrónicos' }).scrollIntoViewIfNeeded();
      await takePicture(page, 'unique-emails-es');
    });
  } finally {
    await bodyOf(
      200,
      call('PATCH', '/v1/me', {
        body: { locale: 'en' },
        ifMatch: (await bodyOf(200, call('GET', '/v1/me'))).version,
      }),
    );
  }
});
