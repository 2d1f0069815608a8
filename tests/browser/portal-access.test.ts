import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { addClient, addMember, newOrganization, newPerson, portalToken, unique } from '../organization.ts';
import { openWindow } from './browser.ts';
import { lookAround, lookAt } from './money-pages.ts';
import { invite } from './portal-people.ts';
import { signIn } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'EUR', name: 'Harbour Foods' });
  await readyToBill(at.person.call, at.organization);
});
afterAll(() => at.close());

/** A color as the browser paints it. Styles have it in the notation of the style sheet. */
const paintedColor = (element: Locator, property: 'outlineColor' | 'backgroundColor'): Promise<number[]> =>
  element.evaluate((node, name) => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    canvas.fillStyle = getComputedStyle(node)[name];
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }, property);

const portal = (rest = ''): string => `/portal/${at.organization.id}${rest}`;
const byOwner = (method: string, rest: string, body?: object) =>
  at.person.call(method, `${at.organization.path}/${rest}`, body ? { body } : {});

test('members open the preview of a customer’s portal from a contact with access, can’t change anything in it, and its links stay in it', async () => {
  const { person, customerId, contactId } = await addClient(at.host, at.organization);
  await issued(
    at.person.call,
    at.organization,
    await newDraft(at.person.call, at.organization, customerId, [5_000]),
  );
  const { id } = await bodyOf(
    201,
    person.call('POST', `${at.organization.path}/portal/issues`, { body: { subject: 'No light' } }),
  );
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contactId}`);
    await page.getByText(/^Has access as .*, since \w+ \d+, \d{4}\.$/).waitFor();
    await page.getByRole('link', { name: 'View the portal as they see it' }).click();
    await page.getByText(/^You’re viewing the portal as .* You can’t make changes\.$/).waitFor();
    expect(await page.getByRole('button', { name: 'New issue' }).isDisabled()).toBe(true);
    await page.getByRole('navigation').getByRole('link', { name: 'Invoices' }).click();
    const pay = page.getByRole('button', { name: /^View and pay/ });
    await pay.waitFor();
    expect(await pay.isDisabled()).toBe(true);
    expect(new URL(page.url()).searchParams.get('customer')).toBe(customerId);
    await page.goto(portal(`/issues/${id}?customer=${customerId}`));
    expect(await page.getByRole('button', { name: 'It’s resolved' }).isDisabled()).toBe(true);
    expect(await page.getByRole('textbox', { name: 'Write an answer' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Back to the customer' }).click();
    await page.waitForURL(new RegExp(`/o/${at.organization.id}/customers/${customerId}`));
  });
});

test('a client whose access has ended is told so, and can go to other organizations or sign out', async () => {
  const { person, contactId } = await addClient(at.host, at.organization);
  const other = await newOrganization(await newPerson(at.host), { name: 'Other Trades' });
  await addClient(at.host, other, { person });
  await bodyOf(204, byOwner('DELETE', `portal/clients/contact/${contactId}`));
  await at.inWindow(async (page) => {
    await page.goto(portal('/invoices'));
    await page.getByRole('heading', { name: 'You don’t have access to this portal' }).waitFor();
    await page.getByRole('link', { name: 'Other Trades' }).click();
    await page.waitForURL(new RegExp(`/portal/${other.id}$`));
    await page.getByRole('heading', { name: /^Hello/ }).waitFor();
    await page.getByRole('button', { name: 'More' }).focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('dialog', { name: 'More' });
    await menu.locator(':focus-visible').waitFor();
    // White around the white of the menu would not be seen.
    expect(await paintedColor(menu.locator(':focus-visible'), 'outlineColor')).not.toEqual(
      await paintedColor(menu, 'backgroundColor'),
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
  }, person);
});

test('a portal that is open when access ends says so at the next request, whatever it was', async () => {
  const { person, contactId } = await addClient(at.host, at.organization);
  const issues = `${at.organization.path}/portal/issues`;
  const { id } = await bodyOf(201, person.call('POST', issues, { body: { subject: 'No water' } }));
  await at.inWindow(async (page) => {
    await page.goto(portal(`/issues/${id}`));
    const answer = page.getByRole('textbox', { name: 'Write an answer' });
    await answer.fill('In the kitchen');
    const other = await page.context().newPage();
    await other.goto(portal('/profile'));
    await other.getByLabel(/^First name/).waitFor();
    await bodyOf(204, byOwner('DELETE', `portal/clients/contact/${contactId}`));
    await page.getByRole('button', { name: 'Send' }).click();
    const heading = { name: 'You don’t have access to this portal' };
    await page.getByRole('heading', heading).waitFor({ timeout: 10_000 });
    await other.getByRole('navigation').getByRole('link', { name: 'Invoices' }).first().click();
    await other.getByRole('heading', heading).waitFor({ timeout: 10_000 });
  }, person);
});

test('the dashboard names who changes a profile in the portal as the timeline does', async () => {
  const { person, contactId } = await addClient(at.host, at.organization);
  const profile = `${at.organization.path}/portal/profile`;
  const { version } = await bodyOf(200, person.call('GET', profile));
  const body = { lastName: unique('Marín ') };
  await bodyOf(200, person.call('PATCH', profile, { body, ifMatch: version }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contactId}`);
    await page.getByText('The customer changed').waitFor();
    await page.goto(at.base);
    const line = page
      .getByRole('listitem')
      .filter({ hasText: `The customer updated Client ${body.lastName}` });
    await line.waitFor();
    expect(await page.getByText('Former member').count()).toBe(0);
    await line.scrollIntoViewIfNeeded();
    await lookAround(page, 'dashboard-portal-change');
  });
});

test('after sign-in, clients get to their portal, choose among several, and members find portals beside organizations', async () => {
  const { person } = await addClient(at.host, at.organization);
  const one = await openWindow(at.browser, at.host.url);
  await signIn(one.page, person);
  await one.page.waitForURL(new RegExp(`${portal()}$`));
  await one.page.goto(`/o/${at.organization.id}/contacts`);
  await one.page.waitForURL(new RegExp(`${portal()}$`));
  await one.context.close();

  const other = await newOrganization(await newPerson(at.host), { name: 'Other Trades' });
  await addClient(at.host, other, { person });
  const two = await openWindow(at.browser, at.host.url);
  await signIn(two.page, person);
  await two.page.getByRole('heading', { name: 'Choose a portal' }).waitFor();
  await two.page.getByRole('link', { name: 'Other Trades' }).click();
  await two.page.getByRole('heading', { name: /^Hello/ }).waitFor();
  await two.context.close();

  const own = await newOrganization(await newPerson(at.host), { name: 'Own Works' });
  await addMember(at.host, own, 'employee', person);
  await at.inWindow(async (page) => {
    await page.goto(`/o/${own.id}`);
    await page.getByRole('button', { name: /Switch organization/ }).click();
    await page.getByRole('menuitemradio', { name: 'Other Trades' }).click();
    await page.waitForURL(new RegExp(`/portal/${other.id}$`));
  }, person);
});

test('vendors have a start page and their profile, and change whom to call', async () => {
  const person = await newPerson(at.host);
  const { id } = await bodyOf(201, byOwner('POST', 'vendors', { name: 'Paper Mill', email: person.email }));
  await bodyOf(200, byOwner('POST', `portal/clients/vendor/${id}`, {}));
  const token = await portalToken(at.host, person.email, at.organization.id);
  await bodyOf(200, person.call('POST', '/v1/portal/invitations/accept', { body: { token } }));
  await at.inWindow(async (page) => {
    await page.goto(portal());
    await page.getByRole('heading', { name: 'Hello, Paper Mill' }).waitFor();
    const places = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
    expect(await places.allInnerTexts()).toEqual(['Home', 'Profile']);
    await page.goto(portal('/invoices'));
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    await page.goto(portal('/profile'));
    await page.getByLabel('Contact person').fill('Inés Conde');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
  }, person);
  expect(await bodyOf(200, byOwner('GET', `vendors/${id}`))).toMatchObject({ contactPerson: 'Inés Conde' });
});

test('clients change their name, phone and notices, see what invoices say, and choose their language', async () => {
  const { person, contactId, customerId } = await addClient(at.host, at.organization);
  const { version } = await bodyOf(200, byOwner('GET', `customers/${customerId}`));
  const body = { legalName: 'Acme S.L.', country: 'ES' };
  await bodyOf(
    200,
    at.person.call('PATCH', `${at.organization.path}/customers/${customerId}`, { body, ifMatch: version }),
  );
  await at.inWindow(async (page) => {
    await page.goto(portal('/profile'));
    await page.getByText('Acme S.L.').waitFor();
    await page.getByLabel(/^First name/).fill('Rosa');
    await page.getByLabel('Phone 1', { exact: true }).fill('612 345 678');
    await page.getByLabel('E-mail me when there’s an answer').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { name: 'Perfil' }).waitFor();
  }, person);
  expect(await bodyOf(200, byOwner('GET', `contacts/${contactId}`))).toMatchObject({
    firstName: 'Rosa',
    phones: [{ label: 'mobile', number: '+34612345678' }],
  });
});

const passwordWords = {
  en: {
    more: 'More',
    profile: 'Profile',
    change: 'Change password',
    old: 'Current password',
    next: 'New password',
    wrong: 'That isn’t your current password',
    changed: 'Your password was changed',
  },
  es: {
    more: 'Más',
    profile: 'Perfil',
    change: 'Cambiar la contraseña',
    old: 'Contraseña actual',
    next: 'Contraseña nueva',
    wrong: 'No es tu contraseña actual',
    changed: 'Tu contraseña cambió',
  },
};

test.each(['en', 'es'] as const)(
  'clients reach their profile from the menu, change their password there with the keyboard and stay signed in (%s)',
  async (locale) => {
    const say = passwordWords[locale];
    const { person, customerId } = await addClient(at.host, at.organization);
    const { version } = await bodyOf(200, person.call('GET', '/v1/me'));
    await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale }, ifMatch: version }));
    await at.inWindow(async (page) => {
      if (locale === 'es') await page.setViewportSize({ width: 375, height: 812 });
      await page.goto(portal());
      await page.getByRole('button', { name: say.more }).press('Enter');
      const profile = page.getByRole('dialog').getByRole('link', { name: say.profile });
      await profile.waitFor();
      await lookAt(page, `portal-menu-${locale}`);
      await profile.press('Enter');
      const change = page.getByRole('button', { name: say.change });
      await change.press('Enter');
      const old = page.getByLabel(say.old);
      await old.and(page.locator(':focus')).waitFor();
      await page.keyboard.type('not the password');
      await page.getByLabel(say.next).fill('quite another phrase');
      await page.keyboard.press('Enter');
      await page.getByText(say.wrong).waitFor();
      await old.and(page.locator(':focus')).waitFor();
      await lookAround(page, `portal-password-${locale}`);
      await old.fill(person.password);
      await page.keyboard.press('Enter');
      await page.getByText(say.changed).waitFor();
      await change.and(page.locator(':focus')).waitFor();
      await page.reload();
      await change.waitFor();
    }, person);
    await at.host.signIn(person.username, 'quite another phrase');
    await at.inWindow(async (page) => {
      await page.goto(portal(`/profile?customer=${customerId}`));
      await page.getByRole('heading', { name: 'Billing details' }).waitFor();
      expect(await page.getByRole('button', { name: 'Change password' }).count()).toBe(0);
    });
  },
);

test('a link of an invitation says whether it was used, is unknown, or is for another address', async () => {
  const invited = await invite(at.host, at.organization);
  const stranger = await newPerson(at.host);
  await at.inWindow(async (page) => {
    await page.goto(invited.link);
    await page.getByRole('heading', { name: 'Harbour Foods invites you to its portal' }).waitFor();
    await page.getByText(`You are signed in as ${stranger.email}`).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Create an account' }).waitFor();
    await page.goto(`/portal-invitation#${unique('nothing')}_of_this_kind`);
    await page.getByRole('heading', { name: 'This link isn’t valid' }).waitFor();
  }, stranger);
  const person = await newPerson(at.host);
  const { link } = await invite(at.host, at.organization, person.email);
  await at.inWindow(async (page) => {
    await page.goto(link);
    await page.getByRole('button', { name: 'Open the portal' }).click();
    await page.waitForURL(new RegExp(`${portal()}$`));
    await page.goto(link);
    await page.getByRole('heading', { name: 'This invitation was already used' }).waitFor();
    await lookAt(page, 'portal-invitation-used');
    await page.getByRole('link', { name: 'Open the portal' }).click();
    await page.waitForURL(new RegExp(`${portal()}$`));
  }, person);
});
