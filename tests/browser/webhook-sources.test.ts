import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { knownSenders } from '#contract/known-senders.ts';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { addMember, unique } from '../organization.ts';
import { newSource, sendJson, sendSigned } from '../sender.ts';
import { takePicture } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const pageOf = ({ id }: { id: string }, query = '') => `${at.base}/settings/webhooks/sources/${id}${query}`;

const person = {
  event: 'form.submitted',
  person: { given_name: 'Ada', surname: 'Lovelace', mail: 'ada@example.com' },
  comment: 'Please call me',
};

test('a newcomer creates a source in eight actions and sees an example become a record', async () => {
  await at.inWindow(async (page) => {
    let actions = 0;
    const act = async (action: Promise<void>) => {
      actions += 1;
      await action;
    };
    await page.goto(`${at.base}/settings`);
    await act(page.getByRole('link', { name: 'Webhooks' }).click());
    await page.getByText('No incoming webhooks yet').waitFor();
    await lookAround(page, 'webhook-sources-none');
    await act(page.getByRole('link', { name: 'Create incoming webhook' }).click());
    await page.getByLabel(/^Name/).waitFor();
    await lookAround(page, 'webhook-sources-new');
    await act(page.getByLabel(/^Name/).fill('Website'));
    await act(button(page, 'Create incoming webhook').click());
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    await lookAround(page, 'webhook-sources-secret');
    await act(page.getByLabel('Example message').fill(JSON.stringify(person)));
    await page.getByText('Creates a record: Lead').waitFor();
    expect(await page.getByLabel('First name', { exact: true }).inputValue()).toBe('/person/given_name');
    await act(
      page
        .getByLabel('Job title', { exact: true })
        .selectOption('/event')
        .then(() => undefined),
    );
    const preview = page.getByRole('region', { name: 'Preview' });
    await preview.getByText('form.submitted').waitFor();
    await lookAround(page, 'webhook-sources-mapped');
    await act(button(page, 'Save and send this message').click());
    await page.getByText('Record created').waitFor();
    const record = page.getByRole('link', { name: 'Ada Lovelace' });
    await record.waitFor();
    expect(actions).toBeLessThanOrEqual(8);
    await lookAround(page, 'webhook-sources-tested');
    const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/webhook-sources`));
    const [source] = items;
    const later = { ...person, person: { ...person.person, given_name: 'Grace', surname: 'Hopper' } };
    const sender = { address: source.webhookUrl, secret: (await secret.textContent()) ?? '' };
    await bodyOf(202, sendSigned(sender, later));
    await button(page, 'I’ve saved it').click();
    await record.click();
    await page.waitForURL('**/leads/**');
    await page.getByText('A webhook').first().waitFor();
    await page.getByText('Please call me').first().waitFor();
    await page.goto(pageOf(source));
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
    await lookAround(page, 'webhook-sources-one');
  });
});

test('a held message is repaired by another mapping and read again', async () => {
  const source = await newSource(at.organization, {
    recordType: 'lead',
    mapping: [{ field: 'email', from: '/mail' }],
  });
  const lastName = unique('Turing ');
  const message = { name: { first: 'Alan', last: lastName }, mail: 'alan@example.com' };
  const { id } = await bodyOf(202, sendSigned(source, message));
  await source.ended(id);
  await at.inWindow(async (page) => {
    await page.goto(pageOf(source));
    await page.getByText('1 message is held').waitFor();
    await page.getByRole('link', { name: 'Show held messages' }).click();
    await page.getByRole('link', { name: 'No record created' }).click();
    const panel = page.getByRole('region', { name: 'Message', exact: true });
    await panel.getByText('First name: Required, but the message has no value for it').waitFor();
    await panel.getByText('"first": "Alan"').waitFor();
    await lookAround(page, 'webhook-sources-held');
    await panel.getByRole('link', { name: 'Fix the mapping' }).click();
    await page.getByText('Is held, because it can’t become a record').waitFor();
    await page.getByLabel('First name', { exact: true }).selectOption('/name/first');
    await page.getByLabel('Last name', { exact: true }).selectOption('/name/last');
    await page.getByText('Creates a record: Lead').waitFor();
    await lookAround(page, 'webhook-sources-repair');
    await button(page, 'Save').click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await button(page, 'Read all held again').click();
    await page.getByText('1 message is being read again').waitFor();
    await page.getByRole('link', { name: `Alan ${lastName}` }).waitFor();
    await page.getByText('1 message is held').waitFor({ state: 'detached' });
  });
  expect(await source.ended(id)).toMatchObject({ state: 'done', action: 'created' });
});

test('a message that nobody needs is put aside, and one is read again from its panel', async () => {
  const source = await newSource(at.organization, { recordType: 'customer' });
  const [unneeded, other] = await Promise.all(
    ['one', 'two'].map(async (code) => (await bodyOf(202, sendSigned(source, { code }))).id),
  );
  await Promise.all([unneeded, other].map(source.ended));
  await at.inWindow(async (page) => {
    await page.goto(pageOf(source, `?message=${unneeded}`));
    await button(page, 'Put aside').click();
    await page.getByRole('heading', { name: 'Ignored' }).waitFor();
    await page.goto(pageOf(source, `?message=${other}`));
    await button(page, 'Read again').click();
    await page.getByRole('heading', { name: 'No record created' }).waitFor();
  });
  expect(await source.ended(unneeded)).toMatchObject({ state: 'ignored' });
});

test('settings are changed over what others have changed meanwhile, and a refused value is shown at its field', async () => {
  const source = await newSource(at.organization, { recordType: 'contact' });
  await at.inWindow(async (page) => {
    await page.goto(pageOf(source, '?part=settings'));
    const name = page.getByLabel(/^Name/);
    await name.fill('Renamed');
    await bodyOf(200, at.person.call('PATCH', source.at, { body: { isOn: false }, ifMatch: 1 }));
    await page.getByRole('radio', { name: /^Token in a header/ }).check();
    await page.getByLabel(/^Header/).fill('not a header');
    await page.getByRole('checkbox', { name: 'E-mail' }).check();
    await page.getByRole('radio', { name: /^Fill in missing values/ }).check();
    await button(page, 'Save').click();
    await page.locator('[aria-invalid=true]').waitFor();
    await lookAround(page, 'webhook-sources-refused');
    await page.getByLabel(/^Header/).fill('X-Token');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'Renamed' }).waitFor();
    expect(await bodyOf(200, at.person.call('GET', source.at))).toMatchObject({
      ...{ name: 'Renamed', isOn: false, matchBy: ['email'], onMatch: 'updateEmpty' },
      verification: { ...knownSenders.token, header: 'X-Token' },
    });
    await button(page, 'Turn on').click();
    await page.getByText('is on', { exact: false }).waitFor();
    await button(page, 'Rotate secret').click();
    await page.getByRole('dialog').getByLabel('Secret (optional)').fill('a-secret-that-they-gave');
    await takePicture(page, 'webhook-sources-rotate');
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const proof = { 'x-token': 'a-secret-that-they-gave' };
    await bodyOf(202, sendJson(source, { firstName: 'Edsger', lastName: 'Dijkstra' }, proof));
    await button(page, 'Delete webhook').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete webhook' }).click();
    await page.waitForURL('**/settings/webhooks');
    await page.getByText('Renamed', { exact: true }).waitFor({ state: 'detached' });
  });
});

test('the pages are in Spanish, with the reason why a message is held', async () => {
  const admin = await addMember(at.host, at.organization, 'admin');
  const { version } = await bodyOf(200, admin.call('GET', '/v1/me'));
  await bodyOf(200, admin.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/webhooks/sources/new`);
    await page.getByLabel(/^Nombre/).fill('Tienda');
    await page.getByRole('radio', { name: /^Shopify/ }).check();
    await page.getByLabel('Secreto (opcional)').fill('a-secret-that-they-gave');
    await lookAround(page, 'webhook-sources-new-es');
    await button(page, 'Crear webhook entrante').click();
    await page.getByText('Los mensajes se comprueban con el secreto').waitFor();
    await page.getByLabel('Mensaje de ejemplo').fill('nombre=Ana&correo=nadie');
    await page.getByText('No es una dirección de correo').waitFor();
    await lookAround(page, 'webhook-sources-mapped-es');
    await button(page, 'Guardar y enviar este mensaje').click();
    await page.getByText('Retenido', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'Abrir webhook' }).click();
    await page.getByRole('link', { name: 'Ningún registro creado' }).click();
    await page.getByRole('region', { name: 'Mensaje', exact: true }).getByText('Recibido').waitFor();
    await lookAround(page, 'webhook-sources-one-es');
    await page.goto(`${at.base}/settings/webhooks`);
    await page.getByText('Tienda').waitFor();
    await lookAround(page, 'webhook-sources-list-es');
  }, admin);
  const { items } = await awaited(
    'the held message',
    () => bodyOf(200, at.person.call('GET', `${at.organization.path}/webhook-sources`)),
    ({ items: all }) => all.some((one: any) => one.heldCount === 1),
  );
  expect(items.map((one: any) => one.name)).toContain('Tienda');
});
