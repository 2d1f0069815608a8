import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newOrganization, newPerson, type Person, type TestOrganization } from '../organization.ts';
import { newLead } from '../selling.ts';
import { launchBrowser, openWindow, takePicture, type Window } from './browser.ts';
import { signIn } from './people.ts';

vi.setConfig({ testTimeout: 180_000 });

let host: HostUnderTest;
let browser: Browser;
let owner: Person;
let organization: TestOrganization;
let window: Window;
let page: Page;

beforeAll(async () => {
  [host, browser] = await Promise.all([startHost({ site: true }), launchBrowser()]);
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  window = await openWindow(browser, host.url);
  ({ page } = window);
  await signIn(page, owner);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await takePicture(page, `failed-status-lists-${task.name.slice(0, 40)}`);
});

afterAll(async () => {
  await browser.close();
  await host.stop();
});

const boxOf = (name: string) => page.getByRole('region', { name });

test('a status is renamed, added, moved by keyboard and retired with a successor, and records follow', async () => {
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
  await expect.poll(() => box.getByLabel('Records with Contacted get').inputValue()).toBe('new');
  await takePicture(page, 'status-lists-form');
  await box.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Lead statuses are saved').waitFor();
  await page.getByText('Replace a retired entry').waitFor();
  const status = async () =>
    (await bodyOf(200, owner.call('GET', `${organization.path}/leads/${id}`))).statusId as string;
  await expect.poll(status, { timeout: 60_000 }).toBe('new');
  await page.goto(`/o/${organization.id}/leads`);
  await page.locator('tbody').getByText('Fresh').waitFor();
  expect(window.errors).toEqual([]);
});

test('what somebody else saved meanwhile in another list is gone over, in the same list it is shown first', async () => {
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
  await page.getByText('Vendor statuses are saved').waitFor();
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

test('names of the product follow the reader’s language, own names stay as typed', async () => {
  await bodyOf(
    200,
    owner.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: await profileVersion() }),
  );
  const phone = await openWindow(browser, host.url, { theme: 'dark', phone: true, locale: 'es' });
  await signIn(phone.page, owner);
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
