import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { isFull } from '../counts.ts';
import { loadDemoData } from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { openWindow, savePicture, takePicture, type Window } from './browser.ts';
import { connectSite } from './site-under-test.ts';

vi.setConfig({ testTimeout: 300_000 });

let host: RunningHost;
let browser: Browser;
let window: Window;
let page: Page;
/** URL of the dashboard, with which the URLs of the organization's pages begin. */
let base: string;
/** The number of contacts after the list is filled. */
const contacts = isFull ? 503 : 60;

const person = { username: 'ines.carrasco', email: 'ines@ateneo.example', password: 'four quiet words here' };
const colleague = { username: 'bruno', email: 'bruno@ateneo.example', password: 'another long phrase' };

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  window = await openWindow(browser, host.url);
  ({ page } = window);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await savePicture(page, `failed-${task.name}`);
});

afterAll(() => browser.close());

/** A control by its label. Labels of required fields end with an asterisk. */
const field = (label: string, on = page) => on.getByLabel(new RegExp(`^${label}\\*?$`)).first();
const button = (name: string | RegExp, on = page) => on.getByRole('button', { name }).first();

async function signIn(name: string, password: string, on = page): Promise<void> {
  await field('Username or e-mail', on).fill(name);
  await field('Password', on).fill(password);
  await button('Sign in', on).click();
}

describe('a newcomer in a real browser', () => {
  test('signs up, confirms with the e-mailed code and creates an organization', async () => {
    await page.goto('/sign-up');
    await field('First name').fill('Inés');
    await field('Last name').fill('Carrasco');
    await field('Organization').fill('Ateneo Labs');
    await field('Username').fill(person.username);
    await field('E-mail').fill(person.email);
    await field('Password').fill(person.password);
    await button('Create an account').click();
    await page.waitForURL(/\/confirm/);
    await field('Code').fill(await host.code(person.email));
    await page.waitForURL(/\/onboarding/);
    await takePicture(page, 'journey-onboarding');
    await button('Create organization').click();
    await page.waitForURL(/\/o\/[0-9a-f-]+$/);
    await page.getByRole('heading', { name: /Inés/ }).waitFor();
    base = page.url();
  });

  test('creates three contacts, one of them by keyboard alone', async () => {
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await page.waitForURL(/\/contacts/);
    await takePicture(page, 'journey-empty-list');
    for (const [first, last, phone] of [
      ['Sofía', 'Restrepo Arboleda', '+57 601 742 9031'],
      ['Zoë', 'van der Bergh', '+31 20 794 0611'],
    ] as const) {
      await page.goto(`${base}/contacts/new`);
      await field('First name').fill(first);
      await field('Last name').fill(last);
      await page
        .getByLabel(/Number|Phone/)
        .last()
        .fill(phone);
      await button(/^Save/).click();
      await page.getByRole('heading', { name: `${first} ${last}` }).waitFor();
    }
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.waitForURL(/\/contacts$/);
    await page.keyboard.press('c');
    await page.waitForURL(/\/contacts\/new/);
    await field('First name').waitFor();
    await page.keyboard.type('Łukasz');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Wójcik');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Łukasz Wójcik' }).waitFor();
  });

  test('adds a note and a tag to a contact', async () => {
    await page.getByPlaceholder('Write a note').fill('Prefers a call **before nine**');
    await button('Add note').click();
    await page.locator('strong', { hasText: 'before nine' }).waitFor();
    await button('Add tag').click();
    await page.getByLabel('Find or create a tag').fill('Logistics');
    await page.keyboard.press('Enter');
    const tags = page.locator('[data-field=tagIds]');
    await tags.getByText('Saved').waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await tags.getByText('Logistics').waitFor();
    await takePicture(page, 'journey-contact');
  });

  test('finds contacts without accents, by two words and by the last digits of a phone', async () => {
    // A search finds new records within seconds, but doesn't look again by itself.
    await host.settled();
    for (const [words, found] of [
      ['sofi', 'Sofía Restrepo Arboleda'],
      ['arboleda sof', 'Sofía Restrepo Arboleda'],
      ['0611', 'Zoë van der Bergh'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.locator('[role=combobox]').fill(words);
      // The demo data has several people with this name; any of them will do.
      await page
        .getByRole('option', { name: new RegExp(found) })
        .first()
        .click();
      await page.getByRole('heading', { name: found }).waitFor();
    }
  });

  test('filters and sorts the list, and changes its page', async () => {
    await fillContacts();
    await page.goto(`${base}/contacts`);
    await page.getByText(`1–25 of ${contacts}`, { exact: true }).waitFor();
    await button('Next page').click();
    await page.getByText(`26–50 of ${contacts}`, { exact: true }).waitFor();
    await button('Filter').click();
    await page.getByRole('option', { name: 'Status', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Inactive' }).click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/statusId:anyOf:inactive/);
    await page.getByText(/^1–25 of \d\d$/).waitFor();
    await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').first().click();
    await page.waitForURL(/sort=-?createdAt/);
    const address = page.url();
    await page.goto(`${base}/contacts`);
    await page.goto(address);
    await page.getByText(/^1–25 of \d\d$/).waitFor();
    await takePicture(page, 'journey-filtered');
  });

  test('deletes a contact and undoes it', async () => {
    await openBySearch('wojcik luk', 'Łukasz Wójcik');
    const id = page.url().split('/').at(-1)!;
    await page.keyboard.press('Delete');
    await button('Undo').waitFor();
    expect(await isDeleted(id)).toBe(true);
    await button('Undo').click();
    await expect.poll(() => isDeleted(id)).toBe(false);
    await openBySearch('wojcik luk', 'Łukasz Wójcik');
  });

  test('sees correct counts on the dashboard', async () => {
    await host.settled();
    await page.goto(base);
    await page.getByRole('heading', { name: /Inés/ }).waitFor();
    await page.getByText(contacts.toString(), { exact: true }).first().waitFor();
    await takePicture(page, 'journey-dashboard');
  });

  test('switches to Spanish and to the dark theme', async () => {
    await runCommand('Cambiar a español');
    await page.getByRole('link', { name: 'Contactos' }).first().waitFor();
    await runCommand('Tema oscuro');
    await page.locator('html[data-theme="dark"]').waitFor();
    await takePicture(page, 'journey-spanish-dark');
    await runCommand('Switch to English');
    await page.getByRole('link', { name: 'Contacts' }).first().waitFor();
  });

  test('signs out, sets a new password with the e-mailed code and signs in by username', async () => {
    await runCommand('Sign out');
    await page.waitForURL(/\/sign-in/);
    await page.getByRole('link', { name: /Forgot/ }).click();
    await page.waitForURL(/\/forgot-password/);
    await field('Username or e-mail').fill(person.email);
    await button('Send code').click();
    await page.waitForURL(/\/reset-password/);
    await field('Code').fill(await newCode(person.email));
    await field('New password').fill('five quiet words are here');
    await button('Set password').click();
    await page.waitForURL(/\/sign-in/);
    await signIn(person.username, 'five quiet words are here');
    await page.waitForURL(/\/o\//);
  });

  test('invites a colleague, who joins in another browser and is then demoted', async () => {
    await page.goto(`${base}/settings/roles`);
    await page.getByLabel('What the role Employee sees').selectOption('own');
    await button('Save').click();
    await page.getByRole('status').getByText('Saved').waitFor();
    await page.goto(`${base}/settings/members`);
    await field('E-mail').fill(colleague.email);
    await page.getByLabel(/^Role\*?$/).selectOption('admin');
    await button('Send invitation').click();
    const link = await mailedLink(colleague.email);
    const other = await openWindow(browser, host.url);
    await other.page.goto(link);
    await joinAsNewUser(other.page);
    await other.page.waitForURL(/\/o\//);
    await other.page.goto(`${base}/contacts`);
    await other.page.getByText(`1–25 of ${contacts}`, { exact: true }).waitFor();
    await page.reload();
    await page.getByLabel('Role of Bruno Tavares').selectOption('employee');
    await button('Save').click();
    await page.waitForTimeout(300);
    await other.page.getByRole('link', { name: 'Dashboard' }).first().click();
    await other.page.getByRole('link', { name: 'Contacts' }).first().click();
    await other.page.getByText('No contacts yet').waitFor();
    await takePicture(other.page, 'journey-demoted');
    expect(other.errors).toEqual([]);
    await other.context.close();
  });

  test('causes no uncaught error', () => {
    expect(window.errors).toEqual([]);
  });
});

async function openBySearch(words: string, found: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').fill(words);
  // The demo data has several people with this name; any of them will do.
  await page
    .getByRole('option', { name: new RegExp(found) })
    .first()
    .click();
  await page.getByRole('heading', { name: found }).waitFor();
}

async function runCommand(name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('[role=combobox]').fill(name);
  await page
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
}

/** Returns a function that calls the API as the user who is signed in on the page. */
async function callOfPerson(): Promise<Call> {
  const { accessToken } = await host.signIn(person.username, person.password);
  return callerWith(host.url, accessToken);
}
const organizationPath = () => `/v1/orgs/${base.split('/').at(-1)!}`;

/** Loads the demo data in the full tier. In the quick tier, creates enough contacts for three pages. */
async function fillContacts(): Promise<void> {
  const call = await callOfPerson();
  const path = organizationPath();
  if (isFull) await loadDemoData(call, { path });
  for (const values of isFull ? [] : [{}, { statusId: 'inactive' }, { statusId: 'inactive' }]) {
    const items = Array.from({ length: 19 }, (_, index) => ({ firstName: `Row ${index}`, ...values }));
    await bodyOf(201, call('POST', `${path}/contacts/bulk`, { body: { items } }));
  }
  await host.settled();
}

async function isDeleted(contactId: string): Promise<boolean> {
  const call = await callOfPerson();
  const { body } = await call('GET', `${organizationPath()}/contacts/${contactId}`);
  return body.errors?.[0]?.code === 'deleted';
}

/** The six-digit code in the newest e-mail to an address. */
async function newCode(email: string): Promise<string> {
  const [newest] = await host.mails(email);
  const code = /\b\d{6}\b/.exec(newest?.text ?? '')?.[0];
  if (!code) throw new Error('no code was mailed');
  return code;
}

async function mailedLink(email: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const [mail] = await host.mails(email);
    const link = /\/invitations#[\w.-]+/.exec(mail?.text ?? '')?.[0];
    if (link) return link;
    await page.waitForTimeout(100);
  }
  throw new Error('no invitation was mailed');
}

async function joinAsNewUser(on: Page): Promise<void> {
  await button('Create an account', on)
    .or(on.getByRole('link', { name: 'Create an account' }))
    .first()
    .click();
  await on.waitForURL(/\/sign-up/);
  await field('First name', on).fill('Bruno');
  await field('Last name', on).fill('Tavares');
  await field('Username', on).fill(colleague.username);
  await field('E-mail', on).fill(colleague.email);
  await field('Password', on).fill(colleague.password);
  await button('Create an account', on).click();
  await on.waitForURL(/\/confirm/);
  await field('Code', on).fill(await newCode(colleague.email));
  await on.waitForURL(/\/invitations#/);
  await button('Accept invitation', on).click();
}
