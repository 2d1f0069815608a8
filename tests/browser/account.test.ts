import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newPerson, type Person } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
let name: string;

beforeAll(async () => {
  at = await Workplace.open();
  name = (await bodyOf(200, at.person.call('GET', at.organization.path))).name;
});
afterAll(() => at.close());

async function expectAccessible(page: Page, picture: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, `${picture}-${colorScheme}`);
  }
  await page.setViewportSize({ width: 375, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await axeFindings(page)).toEqual([]);
  await takePicture(page, `${picture}-phone`);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await takePicture(page, `${picture}-phone-end`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a user downloads their data from a page that the profile links to', () =>
  at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/profile`);
    await page.getByRole('link', { name: 'Your data and account deletion' }).click();
    const button = page.getByRole('button', { name: 'Download data' });
    await button.waitFor();
    await button.focus();
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(file.suggestedFilename()).toBe('cobalt-crm-my-data.json');
    const data = JSON.parse(await text(await file.createReadStream())) as { profile: object };
    expect(data.profile).toMatchObject({ email: at.person.email });
    await page.getByText('Your data was downloaded').waitFor();
  }));

test('an only owner reads what to do before the account can be deleted', () =>
  at.inWindow(async (page) => {
    await page.goto('/account');
    await page.getByText(`You are the only member of ${name}.`).waitFor();
    await addMember(at.host, at.organization, 'employee');
    await page.reload();
    await page.getByText(`You are the only owner of ${name}.`).waitFor();
    expect(await page.getByRole('button', { name: 'Delete account' }).count()).toBe(0);
    await expectAccessible(page, 'account-only-owner');
    await page.getByRole('link', { name: 'Make someone else an owner' }).click();
    await page.waitForURL(/\/settings\/members$/);
  }));

test('a member deletes the account by keyboard, and signs in no more', async () => {
  const member: Person = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto('/account');
    await page.getByText(`Your access to ${name}`).waitFor();
    await expectAccessible(page, 'account-deletion');
    const confirmation = page.getByLabel(`Type ${member.email} to confirm`);
    await confirmation.fill('someone@else.example');
    await page.keyboard.press('Enter');
    await page.getByText('This isn’t your e-mail address').waitFor();
    await confirmation.fill(member.email);
    const password = page.getByLabel(/^Password/).first();
    await password.fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('That isn’t your current password').waitFor();
    await password.fill(member.password);
    await page.keyboard.press('Enter');
    await page.getByText('Your account was deleted').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await expectAccessible(page, 'account-goodbye');
    await page.goto(at.base);
    await page.waitForURL(/\/sign-in/);
  }, member);
  expect((await member.call('GET', '/v1/me')).status).toBe(401);
});

test('a user without an organization finds the page in Spanish, too', async () => {
  const person = await newPerson(at.host);
  await bodyOf(200, person.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: 1 }));
  await at.inWindow(async (page) => {
    await page.goto('/onboarding');
    await page.getByRole('link', { name: 'Tus datos y eliminar la cuenta' }).click();
    await page.getByRole('button', { name: 'Eliminar la cuenta' }).waitFor();
    await takePicture(page, 'account-es');
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await takePicture(page, 'account-es-end');
    await page.getByLabel(`Escribe ${person.email} para confirmar`).fill(person.email);
    await page
      .getByLabel(/^Contraseña/)
      .first()
      .fill(person.password);
    await page.keyboard.press('Enter');
    await page.getByText('Tu cuenta se eliminó').waitFor();
    await takePicture(page, 'account-goodbye-es');
  }, person);
});
