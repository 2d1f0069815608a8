import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { axeFindings } from './accessibility.ts';
import { savePicture, takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

vi.setConfig({ testTimeout: 180_000 });

let host: RunningHost;
let browser: Browser;
let owner: Person;
let organization: TestOrganization;
let page: Page;
let base: string;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  base = `/o/${organization.id}`;
  ({ page } = await openSignedIn(browser, host, owner));
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await savePicture(page, `failed-custom-${task.name}`);
});

afterAll(() => browser.close());

const contactAt = async (address: string): Promise<Record<string, unknown>> => {
  const id = new URL(address).pathname.split('/').at(-1)!;
  return bodyOf(200, owner.call('GET', `${organization.path}/contacts/${id}`));
};
const detail = (name: string) => page.locator(`[data-field="custom.${name}"]`);

describe('custom fields in a real browser', () => {
  test('an admin adds fields of several kinds, each in its section', async () => {
    await page.goto(`${base}/settings/custom-fields`);
    const add = async (label: string, kind: string, rest: () => Promise<void> = () => Promise.resolve()) => {
      await button(page, 'Add field').click();
      await field(page, 'Label').fill(label);
      await field(page, 'Type').selectOption(kind);
      await field(page, 'Section').fill('Policy');
      await rest();
      await button(page, 'Save').click();
      await page.getByText(`${label} saved`).first().waitFor();
    };
    await add('Policy number', 'text', () => page.getByRole('checkbox', { name: /Required/ }).check());
    await add('Renewal', 'date');
    await add('Cover', 'choices', async () => {
      await page.getByLabel('Option 1').fill('House');
      await page.getByLabel('Option 2').fill('Car');
    });
    await add('Remarks', 'longText');
    await add('Premium', 'money');
    await add('Smoker', 'yesNo');
    await page.getByText('6 of 100 fields in use').waitFor();
    await takePicture(page, 'custom-fields-settings');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('a new order set by keyboard alone is saved', async () => {
    await page.getByRole('button', { name: 'Move Smoker up' }).focus();
    // The second press does not wait for the response to the first.
    for (const key of ['Enter', 'Enter']) await page.keyboard.press(key);
    await expect
      .poll(async () => {
        const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/custom-fields/contact`));
        return items.map(({ key }: { key: string }) => key);
      })
      .toEqual(['policy-number', 'renewal', 'cover', 'smoker', 'remarks', 'premium']);
  });

  test('the form requires required fields and saves every value', async () => {
    await page.goto(`${base}/contacts/new`);
    await field(page, 'First name').fill('Ana');
    await button(page, 'Save').click();
    await page.locator('#field-custom-policy-number-error').waitFor();
    await takePicture(page, 'custom-fields-form-refused');
    await field(page, 'Policy number').fill('P-100');
    await field(page, 'Renewal').fill('2027-01-31');
    await page.getByLabel('Car').check();
    await field(page, 'Remarks').fill('First line\nSecond line');
    await field(page, 'Premium').fill('12.50');
    await field(page, 'Smoker').selectOption('No');
    await button(page, 'Save').click();
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
    expect((await contactAt(page.url())).custom).toEqual({
      'policy-number': 'P-100',
      renewal: '2027-01-31',
      cover: ['car'],
      remarks: 'First line\nSecond line',
      premium: { amountMinor: 1250, currency: 'USD' },
      smoker: false,
    });
  });

  test('the record page shows them in their section, and each can be edited in place', async () => {
    await detail('policy-number').getByText('P-100').waitFor();
    await page.getByRole('heading', { name: 'Policy' }).waitFor();
    await detail('policy-number').getByRole('button').first().click();
    await page.keyboard.type('P-200');
    await page.keyboard.press('Enter');
    await detail('policy-number').getByText('P-200').waitFor();
    await detail('cover').getByRole('button').first().click();
    await page.getByLabel('House').check();
    await detail('cover').getByRole('button', { name: 'Save' }).click();
    await detail('cover').getByText('House, Car').waitFor();
    await expect
      .poll(async () => (await contactAt(page.url())).custom)
      .toMatchObject({ 'policy-number': 'P-200', cover: ['house', 'car'] });
    await takePicture(page, 'custom-fields-record');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the history shows the field and its values', async () => {
    // Only the history shows the previous value.
    const line = page.locator('li, article, div').filter({ hasText: 'P-100' }).last();
    await line.waitFor();
    expect(await page.getByRole('main').innerText()).toMatch(/Policy number\s+from\s+P-100\s+to\s+P-200/);
  });

  test('a retired field disappears from the form and returns with its values', async () => {
    const address = page.url();
    await page.goto(`${base}/settings/custom-fields`);
    await button(page, 'Retire Renewal').click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: 'Retire' })
      .click();
    await page.getByRole('heading', { name: 'Retired' }).waitFor();
    await page.goto(`${address}/edit`);
    await field(page, 'Policy number').waitFor();
    expect(await page.getByLabel(/^Renewal/).count()).toBe(0);
    await page.goto(`${base}/settings/custom-fields`);
    await button(page, 'Reactivate').click();
    await button(page, 'Retire Renewal').waitFor();
    await page.goto(`${address}/edit`);
    expect(await field(page, 'Renewal').inputValue()).toBe('2027-01-31');
  });

  test('settings show which fields are in search and the progress for older records', async () => {
    await page.goto(`${base}/settings/custom-fields`);
    await button(page, 'Edit Policy number').click();
    await page.getByRole('checkbox', { name: /Include in search/ }).check();
    await button(page, 'Save').click();
    await page.getByText('Policy number saved').first().waitFor();
    await page.getByText('in search').first().waitFor();
    await page.getByText('Update lists and search').first().waitFor();
    await takePicture(page, 'custom-fields-in-search-settings');
    await expect
      .poll(
        async () => {
          const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/jobs`));
          return items.every(({ state }: { state: string }) => state === 'done');
        },
        { timeout: 60_000 },
      )
      .toBe(true);
  });

  test('a field becomes a column, keeps its position, and can be edited in its cell by keyboard', async () => {
    await bodyOf(
      201,
      owner.call('POST', `${organization.path}/contacts`, {
        body: { firstName: 'Berta', custom: { 'policy-number': 'P-300', smoker: true, cover: ['house'] } },
      }),
    );
    await page.goto(`${base}/contacts`);
    await button(page, 'Columns, density and export').click();
    for (const name of ['Policy number', 'Cover', 'Premium'])
      await page.getByRole('checkbox', { name }).check();
    await button(page, 'Move Policy number up').click();
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Policy number' }).waitFor();
    await page.getByRole('cell', { name: /P-200/ }).waitFor();
    await page.reload();
    const row = page.getByRole('row', { name: /Berta/ });
    await row.getByText('P-300').waitFor();
    await row.getByRole('button', { name: /Policy number/ }).click();
    await page.keyboard.type('P-301');
    await page.keyboard.press('Enter');
    await row.getByText('P-301').waitFor();
    await expect
      .poll(async () => {
        const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/contacts`));
        return items.map(({ custom }: any) => custom?.['policy-number']).sort();
      })
      .toEqual(['P-200', 'P-301']);
    await takePicture(page, 'custom-fields-columns');
    expect(await axeFindings(page)).toEqual([]);
  });

  test('the list is filtered by a choice and an amount, with an address that reopens it', async () => {
    await page.goto(`${base}/contacts`);
    await page.getByRole('columnheader', { name: 'Policy number' }).waitFor();
    await button(page, 'Filter').click();
    await page.getByRole('option', { name: 'Cover', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Car').check();
    await page.getByText('P-301').waitFor({ state: 'detached' });
    await page.getByText('P-200').waitFor();
    await page.keyboard.press('Escape');
    await takePicture(page, 'custom-fields-filter');
    await page.reload();
    await page.getByText('P-200').waitFor();
    expect(await page.getByText('P-301').count()).toBe(0);
    await page.goto(`${base}/contacts?filter=custom.premium:atLeast:20USD`);
    await page
      .getByText(/No results|No contacts/i)
      .first()
      .waitFor();
    await page.goto(`${base}/contacts?filter=custom.premium:atLeast:10USD&custom.smoker=false`);
    await page.getByText('P-200').waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });

  test('many records get one value at once', async () => {
    await page.goto(`${base}/contacts`);
    await page.getByText('P-301').waitFor();
    await page.getByRole('row', { name: /Berta/ }).getByRole('checkbox').check();
    await button(page, 'Edit field').click();
    await page.getByLabel('Field', { exact: true }).selectOption('Cover');
    await page.getByLabel('Car').check();
    await takePicture(page, 'custom-fields-bulk');
    await button(page, 'Apply').click();
    await expect
      .poll(
        async () => {
          const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/contacts`));
          return items.map(({ custom }: any) => custom?.cover);
        },
        { timeout: 20_000 },
      )
      .toContainEqual(['car']);
  });

  test('lists, settings and forms in Spanish do not scroll sideways on a phone', async () => {
    const speak = async (locale: string) => {
      const { version } = await bodyOf(200, owner.call('GET', '/v1/me'));
      await bodyOf(200, owner.call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
    };
    await speak('es');
    const { page: phone } = await openSignedIn(browser, host, owner, {
      phone: true,
      theme: 'dark',
      locale: 'es',
    });
    await phone.goto(`${base}/contacts?filter=custom.premium:atLeast:10USD&custom.smoker=false`);
    await phone.getByText('Smoker').first().waitFor();
    await phone.getByRole('button', { name: 'Limpiar', exact: true }).waitFor();
    const isWide = () => phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await isWide()).toBe(false);
    await takePicture(phone, 'custom-fields-phone-list');
    await phone.goto(`${base}/settings/custom-fields`);
    await phone.getByRole('button', { name: /Editar Policy number/ }).click();
    await phone.getByRole('checkbox', { name: /Incluir en la búsqueda/ }).scrollIntoViewIfNeeded();
    expect(await isWide()).toBe(false);
    await takePicture(phone, 'custom-fields-phone-places');
    expect(await axeFindings(phone)).toEqual([]);
    await phone.goto(`${base}/contacts/new`);
    await phone.getByText('Policy number').first().waitFor();
    expect(await isWide()).toBe(false);
    await speak('en');
  });

  test.runIf(isFull)('in English they do not scroll sideways on a phone either', async () => {
    const { page: phone } = await openSignedIn(browser, host, owner, { phone: true, theme: 'dark' });
    for (const [name, address] of [
      ['settings', `${base}/settings/custom-fields`],
      ['form', `${base}/contacts/new`],
    ] as const) {
      await phone.goto(address);
      await phone.getByText('Policy number').first().waitFor();
      const wide = await phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, name).toBe(false);
      await takePicture(phone, `custom-fields-phone-${name}`);
    }
  });
});
