import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import { portalAccessKey, recordKey } from '#data/store/keys.ts';
import { bodyOf } from '../caller.ts';
import { awaited } from '../awaited.ts';
import { addClient, newPerson, portalToken, unique } from '../organization.ts';
import { openTable } from '../table.ts';
import { openWindow } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { invite } from './portal-people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

test('a contact is invited to the portal from its page once it has an address and a customer, and the invitation can be withdrawn', async () => {
  const alone = await at.create('contacts', { firstName: 'Ana' });
  const email = `${unique('ana')}@people.example`;
  const contact = await at.create('contacts', { firstName: 'Bea', email, customerId });
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
    await page.getByText('This was just sent. Wait a minute').waitFor();
    expect(await page.getByText('Some changes are not saved yet').count()).toBe(0);
    expect(await access.getByRole('button', { name: 'Withdraw' }).isEnabled()).toBe(true);
    await page.goto(`${at.base}/customers/${customerId}`);
    const users = page.getByRole('region', { name: 'Portal users' });
    await users.getByRole('link', { name: email }).waitFor();
    await lookAround(page, 'portal-access-customer');
    await users.getByRole('link', { name: email }).click();
    await access.getByRole('button', { name: 'Withdraw' }).click();
    await access.getByRole('button', { name: 'Invite to the portal' }).waitFor();
  });
});

test('a customer with many contacts shows all of its portal users, further ones on request', async () => {
  const { id: largeId } = await at.create('customers', { name: unique('Large ') });
  const { path } = at.organization;
  const invited = async (firstName: string): Promise<{ email: string; access: string }> => {
    const email = `${unique(firstName)}@people.example`;
    const { id } = await at.create('contacts', { firstName, email, customerId: largeId });
    const access = `${path}/portal/clients/contact/${id}`;
    await bodyOf(200, at.person.call('POST', access, { body: {} }));
    return { email, access };
  };
  const first = await invited('aaron');
  const items = Array.from({ length: 33 }, () => ({ firstName: 'Mia', customerId: largeId }));
  for (let made = 0; made <= 2 * limits.pageSizeMax; made += items.length)
    await bodyOf(201, at.person.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  const last = await invited('zoe');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers/${largeId}`);
    const users = page.getByRole('region', { name: 'Portal users' });
    await users.getByRole('link', { name: last.email }).waitFor();
    expect(await users.getByRole('link', { name: first.email }).count()).toBe(0);
    await lookAround(page, 'portal-users-more');
    await users.getByRole('button', { name: 'Show more' }).click();
    await users.getByRole('link', { name: first.email }).waitFor();
    expect(await users.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await bodyOf(204, at.person.call('DELETE', last.access));
    await page.reload();
    await users.getByRole('link', { name: first.email }).waitFor();
    expect(await users.getByRole('listitem').count()).toBe(1);
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

test('people ask for access on the portal’s page, get an invitation by e-mail and open the portal with it', async () => {
  const { version } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, at.person.call('PATCH', at.organization.path, { body, ifMatch: version }));
  const person = await newPerson(at.host);
  await at.create('contacts', { firstName: 'Rosa', email: person.email, customerId });
  await at.inWindow(async (page) => {
    await page.goto(`/portal/${at.organization.id}`);
    await page.getByRole('button', { name: 'Ask for access' }).click();
    const outcome = page.getByText(/^Your request was sent/);
    await outcome.and(page.locator(':focus')).waitFor();
    await lookAround(page, 'portal-access-asked');
    const token = await portalToken(at.host, person.email, at.organization.id);
    await page.goto(`/portal-invitation#${token}`);
    await page.getByRole('button', { name: 'Open the portal' }).click();
    await page.waitForURL(new RegExp(`/portal/${at.organization.id}$`));
    await page.getByRole('heading', { name: 'Hello, Rosa' }).waitFor();
  }, person);
});

test('whoever isn’t signed in asks for access from the sign-in page, which names the organization', async () => {
  const { version, name } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, at.person.call('PATCH', at.organization.path, { body, ifMatch: version }));
  const person = await newPerson(at.host);
  await at.create('contacts', { firstName: 'Rita', email: person.email, customerId });
  const { page, context, errors } = await openWindow(at.browser, at.host.url);
  await page.goto(`/portal/${at.organization.id}`);
  const whose = await page.getByText(`Portal of ${name}`, { exact: true }).boundingBox();
  const ask = await page.getByRole('link', { name: 'Ask for access' }).boundingBox();
  expect(ask!.y).toBeGreaterThanOrEqual(whose!.y + whose!.height);
  expect(await page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
  await lookAround(page, 'portal-sign-in');
  expect(await page.getByText(/sales teams|in one place/).count()).toBe(0);
  await page.getByRole('link', { name: 'Ask for access' }).click();
  await page.getByRole('heading', { name: `Ask ${name} for access` }).waitFor();
  const instruction = page.getByText('Enter your e-mail address. If');
  await instruction.waitFor();
  await lookAround(page, 'portal-request');
  await page.getByRole('button', { name: 'Español' }).click();
  await page.getByRole('heading', { name: `Pedir acceso a ${name}` }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('textbox', { name: 'E-mail' }).fill('Rita');
  await page.getByRole('button', { name: 'Ask for access' }).click();
  await page.getByText('Enter an e-mail address').waitFor();
  await page.getByRole('textbox', { name: 'E-mail' }).fill(person.email);
  await page.keyboard.press('Enter');
  await page
    .getByText(/^Your request was sent/)
    .and(page.locator(':focus'))
    .waitFor();
  expect(await instruction.count()).toBe(0);
  await lookAround(page, 'portal-requested');
  expect(await portalToken(at.host, person.email, at.organization.id)).toMatch(/./);
  expect(errors).toEqual([]);
  await context.close();
});

test('the sign-in page of a portal says nothing of an organization that takes no requests', async () => {
  const { page, context } = await openWindow(at.browser, at.host.url);
  await page.goto('/portal/0190c0de-0000-7000-8000-000000000c1d');
  await page.getByText('You need an invitation').waitFor();
  expect(await page.getByRole('link', { name: 'Ask for access' }).count()).toBe(0);
  await context.close();
});

test('the sign-in page of a portal whose organization can’t be read says what failed, and reads it again', async () => {
  const { version, name } = await bodyOf(200, at.person.call('GET', at.organization.path));
  const body = { portal: { takesRequests: true } };
  await bodyOf(200, at.person.call('PATCH', at.organization.path, { body, ifMatch: version }));
  const { page, context, errors } = await openWindow(at.browser, at.host.url);
  const problem = { type: 'about:blank', title: 'x', status: 500, code: 'internal', requestId: 'r' };
  await page.route('**/portal/entrance**', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify(problem),
    }),
  );
  await page.goto(`/portal/${at.organization.id}`);
  const retry = page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  expect(await page.getByText('You need an invitation').count()).toBe(0);
  await lookAround(page, 'portal-sign-in-failed');
  await page.unroute('**/portal/entrance**');
  await retry.press('Enter');
  await page.getByText(`Portal of ${name}`).waitFor();
  await page.getByRole('link', { name: 'Ask for access' }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('an invitation that has expired says so, and can’t be accepted', async () => {
  const { link, contactId } = await invite(at.host, at.organization);
  const table = openTable(at.host);
  const key = portalAccessKey(recordKey(at.organization.id, 'contact', contactId));
  await table.change({ ...key }, { validUntil: '2020-01-01T00:00:00.000Z' });
  const { page, context } = await openWindow(at.browser, at.host.url);
  await page.goto(link);
  await page.getByRole('heading', { name: 'This invitation has expired' }).waitFor();
  expect(await page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
  await context.close();
});

test.each([
  ['en', 'This link isn’t valid', /withdrawn or replaced by a newer one.*ask for a new/],
  ['es', 'Este enlace no es válido', /retirado o sustituido por otra más reciente.*pide una nueva/],
])(
  'a link of an invitation that was withdrawn says so without presuming a newer one (%s)',
  async (locale, title, reason) => {
    const { link, contactId } = await invite(at.host, at.organization);
    const access = `${at.organization.path}/portal/clients/contact/${contactId}`;
    await bodyOf(204, at.person.call('DELETE', access));
    const { page, context } = await openWindow(at.browser, at.host.url, { locale });
    await page.goto(link);
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByText(reason).waitFor();
    await lookAround(page, `portal-invitation-withdrawn-${locale}`);
    await context.close();
  },
);

const stopWords = {
  en: {
    question: 'Stop e-mails about answers?',
    stop: 'Stop e-mails',
    stopped: 'You’ll no longer get e-mails about answers',
    unknown: 'This link doesn’t work',
  },
  es: {
    question: '¿Dejar de recibir correos sobre respuestas?',
    stop: 'No recibir más correos',
    stopped: 'Ya no recibirás correos sobre respuestas',
    unknown: 'Este enlace no funciona',
  },
};

test.each(['en', 'es'] as const)(
  'the link in an e-mail about an answer stops these e-mails without signing in, and a forged one doesn’t (%s)',
  async (language) => {
    const say = stopWords[language];
    const client = await addClient(at.host, at.organization, { customerId });
    const issue = await at.create('issues', { subject: 'No water', customerId, contactId: client.contactId });
    await at.create(`issues/${issue.id}/answers`, { body: 'Is the tap open?' });
    const link = await awaited(
      'an e-mail about the answer',
      async () =>
        (await at.host.mails(client.person.email)).map(({ text }) => stopLinkIn(text)).find(Boolean),
      (found) => found !== undefined,
      { pauseMs: 50 },
    );
    const notices = async (): Promise<boolean> =>
      (await bodyOf(200, client.person.call('GET', `${at.organization.path}/portal/profile`))).notices;
    const { page, context, errors } = await openWindow(at.browser, at.host.url, { locale: language });
    await page.goto(`${link!.slice(0, -2)}xx`);
    await page.getByRole('button', { name: say.stop }).click();
    await page.getByRole('heading', { name: say.unknown }).and(page.locator(':focus')).waitFor();
    expect(await notices()).toBe(true);
    // The hash alone would not load the page again.
    await page.goto('about:blank');
    await page.goto(link!);
    await page.getByRole('heading', { name: say.question }).waitFor();
    await lookAround(page, `portal-notices-${language}`);
    await page.getByRole('button', { name: say.stop }).click();
    await page.getByRole('heading', { name: say.stopped }).and(page.locator(':focus')).waitFor();
    expect(await notices()).toBe(false);
    expect(errors).toEqual([]);
    await context.close();
  },
);
const stopLinkIn = (text: string): string | undefined => /\/portal-notices#[\w.-]+/.exec(text)?.[0];
