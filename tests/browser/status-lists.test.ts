import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { newLead } from '../selling.ts';
import { savePicture, takePicture, type Window } from './browser.ts';
import { connectSite, openSignedIn } from './site-under-test.ts';

vi.setConfig({ testTimeout: 180_000 });

let host: RunningHost;
let browser: Browser;
let owner: Person;
let organization: TestOrganization;
let window: Window;
let page: Page;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  window = await openSignedIn(browser, host, owner);
  ({ page } = window);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await savePicture(page, `failed-status-lists-${task.name.slice(0, 40)}`);
});

afterAll(() => browser.close());

const boxOf = (name: string) => page.getByRole('region', { name });

test('a status can be renamed, added, moved by keyboard and retired with a replacement, and records follow', async () => {
  const { id } = await newLead(organization, { statusId: 'contacted' });
  await host.settled();
  await page.goto(`/o/${organization.id}/settings/lists`);
  const box = boxOf('Lead statuses');
  await box.getByRole('link', { name: 'Contacted: 1 record' }).waitFor();
  await box.getByRole('button', { name: 'Edit Lead statuses' }).click();
  await box.getByLabel('Name 1').fill('Fresh');
  await box.getByRole('button', { name: 'Add entry' }).click();
  await box.getByLabel('Name 8').fill('Visited');
  await box.getByLabel('Meaning 8').selectOption('open');
  await box.getByRole('button', { name: 'Move Visited up' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => box.getByLabel('Name 7').inputValue()).toBe('Visited');
  await box.getByRole('button', { name: 'Retire Contacted' }).click();
  await expect.poll(() => box.getByLabel('Replace Contacted with').inputValue()).toBe('new');
  await takePicture(page, 'status-lists-form');
  await box.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Lead statuses saved').waitFor();
  await page.getByText('Replace a retired entry').waitFor();
  const status = async () =>
    (await bodyOf(200, owner.call('GET', `${organization.path}/leads/${id}`))).statusId as string;
  await expect.poll(status, { timeout: 60_000 }).toBe('new');
  await page.goto(`/o/${organization.id}/leads`);
  await page.locator('tbody').getByText('Fresh').waitFor();
  expect(window.errors).toEqual([]);
});

test('a list that lacks a status with a needed meaning names the meaning', async () => {
  await page.goto(`/o/${organization.id}/settings/lists`);
  const box = boxOf('Lead statuses');
  await box.getByRole('button', { name: 'Edit Lead statuses' }).click();
  await box.getByRole('button', { name: 'Retire Unqualified' }).click();
  await box.getByRole('button', { name: 'Save' }).click();
  await box.getByRole('link', { name: 'Meaning (Disqualified)' }).waitFor();
  await box.getByRole('button', { name: 'Cancel' }).click();
});

test('someone else’s change to another list is merged, and to the same list shown for review', async () => {
  await page.goto(`/o/${organization.id}/settings/lists`);
  const box = boxOf('Vendor statuses');
  await box.getByRole('button', { name: 'Edit Vendor statuses' }).click();
  await box.getByLabel('Name 1').fill('Trusted');
  const other = `${organization.path}/status-lists/contactStatuses`;
  const { version: otherVersion, items: kept } = await bodyOf(200, owner.call('GET', other));
  await bodyOf(
    200,
    owner.call('PATCH', other, {
      body: { items: kept.map(({ id }: { id: string }) => ({ id })) },
      ifMatch: otherVersion,
    }),
  );
  await box.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Vendor statuses saved').waitFor();
  await box.getByRole('button', { name: 'Edit Vendor statuses' }).click();
  await box.getByLabel('Name 1').fill('Trusted more');
  const path = `${organization.path}/status-lists/vendorStatuses`;
  const { version } = await bodyOf(200, owner.call('GET', path));
  const items = [
    { id: 'active', name: 'Trusted' },
    { id: 'inactive', name: 'Asleep' },
  ];
  await bodyOf(200, owner.call('PATCH', path, { body: { items }, ifMatch: version }));
  await box.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => box.getByLabel('Name 2').inputValue()).toBe('Asleep');
  await box.getByRole('button', { name: 'Save' }).click();
  const names = async () =>
    (await bodyOf(200, owner.call('GET', path))).items.map(({ name }: { name: string }) => name);
  await expect.poll(names).toEqual(['Trusted more', 'Asleep']);
});

test('a pipeline that was just saved can be archived before the list has been read again', async () => {
  await page.goto(`/o/${organization.id}/settings/pipelines`);
  await page.getByRole('button', { name: 'Create pipeline' }).click();
  await page.getByLabel(/^Name/).waitFor();
  await page.route('**/v1/orgs/*/pipelines', (route) =>
    // Requests for the list get no response.
    route.request().method() === 'GET' ? undefined : route.continue(),
  );
  await page.getByLabel(/^Name/).fill('Barges');
  await page.getByLabel('Stage 1', { exact: true }).fill('Asked for');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: /^Archive.*Barges/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click();
  await page.getByText('Archived', { exact: true }).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('built-in names follow the user’s language, and custom names stay as typed', async () => {
  await bodyOf(
    200,
    owner.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: await profileVersion() }),
  );
  const phone = await openSignedIn(browser, host, owner, { theme: 'dark', phone: true, locale: 'es' });
  await phone.page.goto(`/o/${organization.id}/settings/lists`);
  await phone.page.getByText('Sitio web').first().waitFor();
  await phone.page.getByText('Fresh').first().waitFor();
  await takePicture(phone.page, 'status-lists-phone-dark-es');
  await phone.page.getByRole('button', { name: 'Editar Estados de clientes' }).click();
  await takePicture(phone.page, 'status-lists-form-phone-dark-es');
  const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
  expect(phone.errors).toEqual([]);
});

const profileVersion = async (): Promise<number> => (await bodyOf(200, owner.call('GET', '/v1/me'))).version;
