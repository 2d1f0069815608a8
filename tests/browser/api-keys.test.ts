import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf, callerWith } from '../caller.ts';
import { addMember, newApiKey } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const keys = () => `${at.base}/settings/api-keys`;
const statusWith = async (secret: string): Promise<number> =>
  (await callerWith(at.host.url, secret)('GET', `${at.organization.path}/contacts`)).status;

test('a key is rotated in a dialog, which shows the new secret once and says until when the previous one is valid', async () => {
  const { secret } = await newApiKey(at.host, at.organization, at.person, ['contact:read']);
  await statusWith(secret);
  await at.inWindow(async (page) => {
    await page.goto(keys());
    await page.getByRole('button', { name: 'Rotate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-rotate');
    await dialog.getByLabel('The current secret stops working').selectOption({ label: 'in 7 days' });
    await dialog.getByRole('button', { name: 'Rotate' }).press('Enter');
    const shown = page.locator('[data-secret]');
    await shown.waitFor();
    const rotated = (await shown.textContent()) ?? '';
    expect([await statusWith(secret), await statusWith(rotated)]).toEqual([200, 200]);
    await page.getByText('The previous secret expires in 7 days').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-rotated');
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
    expect(await shown.count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Rotate' }).click();
    await dialog.getByText('The secret before it, which still works').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-rotate-dark');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-phone-dark');
  });
});

test('a rotation that another one overtook says so, shows the key as it is now, and can then be repeated', async () => {
  const key = await newApiKey(at.host, at.organization, at.person, ['contact:read']);
  await at.inWindow(async (page) => {
    await page.goto(keys());
    await page.getByRole('button', { name: 'Rotate' }).first().click();
    const path = `${at.organization.path}/api-keys/${key.id}/rotate`;
    await bodyOf(200, at.person.call('POST', path, { body: { overlapHours: 0 }, ifMatch: 1 }));
    const dialog = page.getByRole('dialog');
    const listed = page.waitForResponse((response) => response.url().endsWith('/api-keys'));
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await dialog.getByRole('alert').waitFor();
    await listed;
    expect(await statusWith(key.secret)).toBe(401);
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    await page.locator('[data-secret]').waitFor();
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
  });
});

test('a new secret, and changes to a key, are not lost without a question when another key is opened', async () => {
  for (const name of ['Alpha sync', 'Beta sync']) {
    const body = { name, permissions: ['contact:read'] };
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/api-keys`, { body }));
  }
  await at.inWindow(async (page) => {
    await page.goto(keys());
    const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    const [secret, question] = [page.locator('[data-secret]'), page.getByRole('alertdialog')];
    await line('Alpha sync').getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await secret.waitFor();
    const shown = await secret.textContent();
    await line('Beta sync').getByRole('button', { name: 'Rotate' }).click();
    await question.getByText('Have you saved the key?').waitFor();
    await question.getByRole('button', { name: 'Back to the key' }).click();
    expect(await secret.textContent()).toBe(shown);
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
    await line('Alpha sync').getByRole('button', { name: 'Edit' }).click();
    const name = page.getByRole('form').getByLabel(/^Name/);
    await name.fill('Alpha sync, renamed');
    await line('Beta sync').getByRole('button', { name: 'Edit' }).click();
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(await name.inputValue()).toBe('Alpha sync, renamed');
    await line('Beta sync').getByRole('button', { name: 'Edit' }).click();
    await question.getByRole('button', { name: 'Leave' }).click();
    await vi.waitFor(async () => expect(await name.inputValue()).toBe('Beta sync'));
  });
});

test('admins see no action that would change an owner’s key, and the page is in Spanish', async () => {
  const admin = await addMember(at.host, at.organization, 'admin');
  const { version } = await bodyOf(200, admin.call('GET', '/v1/me'));
  await bodyOf(200, admin.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  const own = await newApiKey(at.host, at.organization, admin, ['contact:read']);
  await at.inWindow(async (page) => {
    await page.goto(keys());
    await page.getByText(own.secret.slice(0, 11)).waitFor();
    // The texts come after the list if the language differs from the browser’s.
    await page.getByRole('button', { name: 'Revocar' }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Revocar' }).count()).toBeGreaterThan(1);
    expect(await page.getByRole('button', { name: 'Rotar' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Rotar' }).click();
    await page.getByLabel('El secreto actual deja de funcionar').waitFor();
    await takePicture(page, 'api-keys-rotate-es');
  }, admin);
});

test('a key is created for some addresses; a wrong one is named, and the list shows the addresses', async () => {
  await at.inWindow(async (page) => {
    await page.goto(keys());
    await page.getByRole('button', { name: 'Create API key' }).first().click();
    await page.getByLabel(/^Name/).fill('Office');
    const addresses = page.getByLabel('Allowed IP addresses');
    await addresses.fill('203.0.113.7, 203.0.113.8\n203.0.113.0/33');
    const submit = page.getByRole('form').getByRole('button', { name: /^Create/ });
    await submit.click();
    const refusal = '203.0.113.0/33: Enter an IP address or a range';
    await page.locator('[data-summary]').getByText(refusal).waitFor();
    expect(await page.getByText(refusal).count()).toBe(2);
    expect(await addresses.getAttribute('aria-invalid')).toBe('true');
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-addresses');
    await addresses.fill('203.0.113.7\n2001:db8::/32');
    await submit.click();
    const secret = (await page.locator('[data-secret]').textContent()) ?? '';
    expect(await statusWith(secret)).toBe(403);
    await page.getByText('Only from 203.0.113.7, 2001:db8::/32').waitFor();
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await takePicture(page, 'api-keys-addresses-phone');
    await page.getByRole('button', { name: 'I’ve saved it' }).click();
  });
});

test('a key is edited in place: its name, permissions, addresses and expiry', async () => {
  const key = await newApiKey(at.host, at.organization, at.person, ['contact:read']);
  await at.inWindow(async (page) => {
    await page.goto(keys());
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const form = page.getByRole('form');
    await form.getByLabel(/^Name/).fill('Renamed key');
    await form.getByLabel('Allowed IP addresses').fill('127.0.0.1');
    await form.getByLabel('Expires').selectOption({ label: 'in 30 days' });
    await form.getByRole('checkbox', { name: 'Create' }).first().check();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-edit');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Renamed key').waitFor();
    await page.getByText('Only from 127.0.0.1').waitFor();
    expect(await statusWith(key.secret)).toBe(200);
    const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/api-keys`));
    const saved = items.find(({ id }: { id: string }) => id === key.id);
    expect(saved).toMatchObject({ name: 'Renamed key', version: 2, allowedAddresses: ['127.0.0.1'] });
    expect(saved.permissions).toHaveLength(2);
    expect(saved.expiresAt).toBeDefined();
    await page.setViewportSize({ width: 375, height: 800 });
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await form.waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'api-keys-edit-phone-dark');
    await form.getByRole('button', { name: 'Cancel' }).click();
  });
});
