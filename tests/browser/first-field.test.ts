import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newLead } from '../selling.ts';
import { openWindow } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const isFocused = (page: Page, label: string) =>
  expect
    .poll(() => field(page, label).evaluate((input) => input === document.activeElement), { timeout: 10_000 })
    .toBe(true);

/** Inserts a text into the focused control at once, as pasting does. */
const paste = (page: Page, text: string) => page.keyboard.insertText(text);
const grouped = (code: string, separator: string) => code.slice(0, 3) + separator + code.slice(3);

test('signing up and resetting a password need no mouse: fields have the focus, codes submit themselves', async () => {
  const email = 'ines@people.example';
  const { page, context, errors } = await openWindow(at.browser, at.host.url);
  const type = async (...texts: string[]) => {
    for (const text of texts) {
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
  };
  await page.goto('/sign-up');
  await isFocused(page, 'First name');
  await type('Inés', 'Carrasco', 'Ateneo', email);
  await page.keyboard.type('ines.people');
  await field(page, 'Password').fill('four quiet words here');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/confirm/);
  await isFocused(page, 'Code');
  const code = await at.host.code(email);
  await paste(page, grouped(code === '111111' ? '222222' : '111111', ' '));
  await page.getByText('That isn’t the code we sent').waitFor();
  await isFocused(page, 'Code');
  await page.keyboard.press('Control+a');
  await paste(page, grouped(code, ' '));
  await page.waitForURL(/\/onboarding/);
  await isFocused(page, 'Name');

  await page.goto('/forgot-password');
  await isFocused(page, 'Username or e-mail');
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/reset-password/);
  await isFocused(page, 'Code');
  await expect.poll(async () => (await at.host.mails(email)).length).toBeGreaterThan(1);
  await paste(page, grouped(await at.host.code(email), '-'));
  await isFocused(page, 'New password');
  await page.keyboard.type('five quiet words are here');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sign-in/);
  await isFocused(page, 'Password');
  expect(errors).toEqual([]);
  await context.close();
});

test('forms opened by their address focus the first field', async () => {
  const first = {
    'contacts/new': 'First name',
    'customers/new': 'Name',
    'leads/new': 'First name',
    'deals/new': 'Title',
    'vendors/new': 'Name',
    'employees/new': 'First name',
    'settings/organization': 'Name',
    'settings/profile': 'First name',
    'settings/webhooks/new': 'Name',
    'settings/webhooks/sources/new': 'Name',
  };
  await at.inWindow(async (page) => {
    for (const [path, label] of Object.entries(first)) {
      await page.goto(`${at.base}/${path}`);
      await isFocused(page, label);
    }
    await button(page, 'Change e-mail').click();
    await isFocused(page, 'New e-mail');
  });
});

test('forms opened by a button put the cursor into the first field', async () => {
  const lead = await newLead(at.organization);
  const opened = {
    'settings/pipelines': ['Create pipeline', 'Name'],
    'settings/lists': [/^Edit/, 'Name 1'],
    'settings/custom-fields': ['Add field', 'Label'],
    'settings/forms': ['Create web form', 'Name'],
    'settings/api-keys': ['Create API key', 'Name'],
    'settings/members': ['Create a member directly', 'Username'],
  } as const;
  await at.inWindow(async (page) => {
    for (const [path, [name, label]] of Object.entries(opened)) {
      await page.goto(`${at.base}/${path}`);
      await button(page, name).click();
      await isFocused(page, label);
    }
    await page.goto(`${at.base}/leads/${lead.id}/convert`);
    const first = page.locator('[data-form] input').first();
    await expect.poll(() => first.evaluate((input) => input === document.activeElement)).toBe(true);
  });
});

test('what is typed while the search is loading is searched for', async () => {
  const contact = await at.newContact({ firstName: 'Wenceslao' });
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.route('**/_app/**', async (route) => {
      await setTimeout(1_500);
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('wences', { delay: 20 });
    await page.getByRole('option', { name: /Wenceslao/ }).waitFor();
    expect(await page.locator('[role=combobox]').inputValue()).toBe('wences');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(contact.id));
  });
});

test('the search puts the record with exactly the typed name first, and the command before new records named like it', async () => {
  for (const name of ['Cobre', 'Cobre and Sons'])
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/customers`, { body: { name } }));
  for (const title of ['Cobre: cranes', 'Cobre: winches'])
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/deals`, { body: { title } }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.keyboard.press('Control+k');
    const options = page.getByRole('dialog').getByRole('option');
    await page.locator('[role=combobox]').fill('cobre');
    await page.getByRole('option', { name: /winches/ }).waitFor();
    expect(await options.first().innerText()).toMatch(/^C\s+Cobre\s+Customer/);
    await page.locator('[role=combobox]').fill('create deal');
    await page.getByRole('option', { name: 'Create contact “create deal”' }).waitFor();
    await expect.poll(() => options.first().innerText()).toMatch(/^Create deal\s*↵?$/);
  });
});

test('a new record that is named in the search replaces the form for another one', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    await isFocused(page, 'First name');
    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]').fill('Bob');
    await page.getByRole('option', { name: 'Create contact “Bob”' }).click();
    await expect.poll(() => field(page, 'First name').inputValue()).toBe('Bob');
  });
});

test('Enter in a picker takes the record that was typed, even before it is found', async () => {
  for (const name of ['Naviera Azul', 'Zapatos Vigo'])
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/customers`, { body: { name } }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'Customer').click();
    await page.getByRole('option', { name: 'Naviera Azul' }).waitFor();
    await page.keyboard.type('zapatos');
    await page.keyboard.press('Enter');
    await page.locator('input[role=combobox]').waitFor({ state: 'detached' });
    await page.locator('[data-form]').getByText('Zapatos Vigo').waitFor();
  });
});

test('an error of a field with several controls describes their group', async () => {
  await at.inWindow(async (page) => {
    await page.route('**/v1/orgs/*/contacts', (route) => {
      const errors = [{ pointer: '/tagIds', code: 'too_many', message: 'x', limit: 3 }];
      const problem = { type: 'about:blank', title: 'x', status: 422, code: 'invalid_input', errors };
      return route.request().method() === 'POST'
        ? route.fulfill({
            status: 422,
            contentType: 'application/problem+json',
            body: JSON.stringify(problem),
          })
        : route.continue();
    });
    await page.goto(`${at.base}/contacts/new`);
    await field(page, 'First name').fill('Ana');
    await button(page, /^Save/).click();
    const group = page.getByRole('group', { name: 'Tags' });
    await page.getByText('At most 3 entries').last().waitFor();
    expect(await group.getAttribute('aria-describedby')).toBe('field-tagIds-error');
  });
});
