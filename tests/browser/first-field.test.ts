import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openWindow } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const isFocused = (page: Page, label: string) =>
  expect
    .poll(() => field(page, label).evaluate((input) => input === document.activeElement), { timeout: 10_000 })
    .toBe(true);

/** Pastes a text into the focused control. */
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
