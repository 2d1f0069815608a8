import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newContact } from '../organization.ts';
import { newWebhook, startReceiver, verify } from '../receiver.ts';
import { takePicture } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a newcomer creates a webhook in eight actions and sees that a receiver got the test message', async () => {
  const receiver = await startReceiver();
  await at.inWindow(async (page) => {
    let actions = 0;
    const act = async (action: Promise<void>) => {
      actions += 1;
      await action;
    };
    await page.goto(`${at.base}/settings`);
    await act(page.getByRole('link', { name: 'Webhooks' }).click());
    await page.getByText('No webhooks yet').waitFor();
    await lookAround(page, 'webhooks-none');
    await act(page.getByRole('link', { name: 'Create webhook' }).click());
    await page.getByLabel(/^Name/).waitFor();
    await lookAround(page, 'webhooks-new');
    await act(page.getByLabel(/^Name/).fill('Accounting'));
    await act(page.getByLabel(/^Address/).fill(receiver.url));
    await act(page.getByRole('checkbox', { name: 'All events of Deals' }).check());
    await act(button(page, 'Create webhook').click());
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    await lookAround(page, 'webhooks-secret');
    await act(button(page, 'Send a test message').click());
    await page.getByText('Status 204').waitFor();
    await page.getByText('Delivered').waitFor();
    expect(actions).toBeLessThanOrEqual(8);
    await lookAround(page, 'webhooks-tested');
    const [received] = receiver.received;
    expect(verify((await secret.textContent()) ?? '', received!)).toMatchObject({ type: 'test' });
    await page.getByRole('link', { name: 'Open webhook' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText('Have you saved the secret?').waitFor();
    await question.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Accounting' }).waitFor();
    await page.getByRole('link', { name: 'Test message' }).waitFor();
    await lookAround(page, 'webhooks-one');
  });
});

test('a failed message is shown with the reason and the answer, and is delivered by “Send again” once the receiver works', async () => {
  const receiver = await startReceiver();
  receiver.refuses(410, 'The table is locked');
  const { webhook, at: path } = await newWebhook(at.organization, {
    url: receiver.url,
    events: ['contact.created'],
    content: 'record',
  });
  const contact = await newContact(at.organization, at.person.call, {
    firstName: 'Grace',
    lastName: 'Hopper',
  });
  await receiver.gets(1);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/${webhook.id}`);
    await page.getByText('The receiver answered that it takes no more messages (410).').waitFor();
    const row = page.getByRole('listitem').filter({ hasText: 'Contact created' });
    await row.getByText('Failed').waitFor();
    await row.getByRole('link', { name: 'Grace Hopper' }).waitFor();
    await row.getByRole('link', { name: 'Contact created' }).click();
    const panel = page.getByRole('region', { name: 'Delivery' });
    await panel.getByText('Status 410').waitFor();
    await panel.getByText('The receiver answered with an error.').waitFor();
    await panel.getByText('The table is locked').waitFor();
    await panel.getByText('"firstName": "Grace"').waitFor();
    await lookAround(page, 'webhooks-failed');
    receiver.takes();
    await button(page, 'Turn on').click();
    await page.getByText('is on', { exact: false }).waitFor();
    await panel.getByRole('button', { name: 'Send again' }).click();
    await panel.getByText('Status 204').waitFor();
    await row.getByText('Delivered').waitFor();
    expect(receiver.received.map(({ id }) => id)).toEqual(Array(2).fill(receiver.received[0]!.id));
    await page.goBack();
    await panel.waitFor({ state: 'hidden' });
    await row.getByRole('link', { name: 'Grace Hopper' }).click();
    await page.waitForURL(`**/contacts/${contact.id}`);
  });
  const { items } = await bodyOf(200, at.person.call('GET', `${path}/deliveries`));
  expect(items).toMatchObject([{ state: 'delivered', attemptCount: 2 }]);
});

test('all failed messages are sent again by one press, and then wait or are delivered', async () => {
  const receiver = await startReceiver();
  const { at: path } = await newWebhook(at.organization, {
    url: receiver.url,
    events: ['contact.created'],
  });
  receiver.refuses(500);
  // Tests aren't tried again by themselves.
  for (let number = 0; number < 3; number += 1) await bodyOf(201, at.person.call('POST', `${path}/test`));
  await receiver.gets(3);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/${path.split('/').at(-1)}?state=failed`);
    await page.getByText('Test message').nth(2).waitFor();
    receiver.takes();
    await lookAround(page, 'webhooks-all-failed');
    await button(page, 'Send all again').click();
    await page.getByText('3 messages are being sent again').waitFor();
    await receiver.gets(6);
    await page.getByText('Send all again').waitFor({ state: 'detached' });
  });
});

test('settings are changed over what others have changed meanwhile, and the secret is rotated', async () => {
  const receiver = await startReceiver();
  const { webhook, at: path } = await newWebhook(at.organization, {
    url: receiver.url,
    events: ['deal.won'],
  });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/${webhook.id}?part=settings`);
    const name = page.getByLabel(/^Name/);
    await name.fill('Renamed');
    await bodyOf(200, at.person.call('PATCH', path, { body: { isOn: false }, ifMatch: 1 }));
    await page.getByLabel('Find an event').fill('contact created');
    await page.getByRole('checkbox', { name: 'Contact created' }).check();
    await lookAround(page, 'webhooks-settings');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    const saved = await bodyOf(200, at.person.call('GET', path));
    expect(saved).toMatchObject({ name: 'Renamed', isOn: false, events: ['contact.created', 'deal.won'] });
    await button(page, 'Rotate secret').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    await lookAround(page, 'webhooks-rotated');
    await button(page, 'Send a test message').click();
    await page.getByRole('region', { name: 'Delivery' }).getByText('Status 204').waitFor();
    const [received] = receiver.received;
    expect(verify((await secret.textContent()) ?? '', received!)).toMatchObject({ type: 'test' });
    await page.getByRole('link', { name: 'Contacts' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByRole('button', { name: 'Back to the secret' }).click();
    await button(page, 'I’ve saved it').click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await button(page, 'Delete webhook').click();
    await question.getByRole('button', { name: 'Delete webhook' }).click();
    await page.waitForURL('**/settings/webhooks');
    expect(await page.getByText('Renamed').count()).toBeLessThanOrEqual(1);
  });
});

test('a webhook sends only what matches a filter that is built as in lists', async () => {
  const receiver = await startReceiver();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/new`);
    await page.getByLabel(/^Name/).fill('Leads from Cali');
    await page.getByLabel(/^Address/).fill(receiver.url);
    await page.getByRole('checkbox', { name: 'All events of Contacts' }).check();
    await button(page, 'Add a filter').click();
    await page.getByRole('combobox').fill('city is Cali');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByText('Contacts in Cali').waitFor();
    await takePicture(page, 'webhooks-filter');
    await page.reload();
    await page.getByText('Contacts in Cali').waitFor();
    await button(page, 'Create webhook').click();
    await page.locator('[data-secret]').waitFor();
    await button(page, 'I’ve saved it').click();
  });
  await newContact(at.organization, at.person.call, { city: 'Bogotá' });
  const { id } = await newContact(at.organization, at.person.call, { city: 'Cali' });
  await receiver.gets(1);
  await at.host.settled(at.organization);
  expect(receiver.received.map(({ message }) => message.data.id)).toEqual([id]);
});

test('the pages are in Spanish, with the reason of a failed test message', async () => {
  const admin = await addMember(at.host, at.organization, 'admin');
  const { version } = await bodyOf(200, admin.call('GET', '/v1/me'));
  await bodyOf(200, admin.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/new`);
    await page.getByLabel(/^Nombre/).fill('Contabilidad');
    await page.getByLabel(/^Dirección/).fill('http://localhost:9/hooks');
    await page.getByLabel('Buscar un evento').fill('factura');
    await lookAround(page, 'webhooks-new-es');
    await page.getByRole('checkbox', { name: 'Factura pagada' }).check();
    await button(page, 'Crear webhook').click();
    await button(page, 'Ya lo he guardado').click();
    await button(page, 'Enviar mensaje de prueba').click();
    await page.getByText('El receptor no aceptó la conexión').waitFor();
    await takePicture(page, 'webhooks-tested-es');
    await page.getByRole('link', { name: 'Abrir webhook' }).click();
    await page.getByRole('link', { name: 'Mensaje de prueba' }).click();
    await page.getByRole('region', { name: 'Envío', exact: true }).getByText('Intentos').waitFor();
    await lookAround(page, 'webhooks-one-es');
    await page.goto(`${at.base}/settings/webhooks`);
    await page.getByText('Contabilidad').waitFor();
    await lookAround(page, 'webhooks-list-es');
  }, admin);
});
