import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newOrganization, unique, type TestOrganization } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
/** Another organization of the same person. */
let other: TestOrganization;
let name: string;

beforeAll(async () => {
  at = await Workplace.open();
  name = (await bodyOf(200, at.person.call('GET', at.organization.path))).name;
  other = await newOrganization(at.person, { name: unique('Second ') });
  await at.newContact({ firstName: 'Ana' });
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
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

const heading = (page: Page, text: string) => page.getByRole('heading', { level: 1, name: text });

/** Chooses the language of the person and of the next windows. */
test('an owner deletes the organization with its typed name, by keyboard, and restores it', () =>
  at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/organization`);
    const button = page.getByRole('button', { name: 'Delete organization…' });
    await button.waitFor();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 record', { exact: true }).waitFor();
    await page.getByText('The access of 1 member').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await button.dblclick();
    await page.getByText('1 record', { exact: true }).waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    expect(await page.getByText('of files', { exact: false }).count()).toBe(0);
    await expectAccessible(page, 'delete-organization');
    const field = page.getByLabel(`Type ${name} to confirm`);
    await field.fill('Something else');
    await page.keyboard.press('Enter');
    await page.getByText('This isn’t the name of the organization').waitFor();
    await field.fill(name);
    await page.keyboard.press('Enter');

    await heading(page, `${name} is being deleted`).waitFor();
    expect(await page.title()).toContain(`${name} is being deleted`);
    await page.getByText(/^On .* UTC, all of its data is removed for good\.$/).waitFor();
    await page.getByRole('link', { name: 'Your data and account deletion' }).waitFor();
    await expectAccessible(page, 'deleted-organization');
    await page.goto(`${at.base}/contacts`);
    await heading(page, `${name} is being deleted`).waitFor();

    const otherName = (await bodyOf(200, at.person.call('GET', other.path))).name;
    await page.getByRole('link', { name: otherName }).click();
    await page.getByRole('button', { name: /Switch organization/ }).click();
    await page.getByRole('menuitemradio', { name: `${name} (being deleted)` }).click();
    await page.getByRole('button', { name: 'Restore organization' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`${name} was restored`).waitFor();
    await page.goto(`${at.base}/contacts`);
    await page.getByText('Ana').first().waitFor();
  }));

test('a page of a deleted organization that can’t be loaded says so, and can be loaded again', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/organization`);
    await page.getByRole('button', { name: 'Delete organization…' }).click();
    await page.getByText('1 record', { exact: true }).waitFor();
    await page.getByLabel(`Type ${name} to confirm`).fill(name);
    await page.route('**/_app/**', (route) => route.abort());
    await page.keyboard.press('Enter');
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.waitFor();
    await page.unroute('**/_app/**');
    await retry.click();
    await heading(page, `${name} is being deleted`).waitFor();
    await page.getByRole('button', { name: 'Restore organization' }).click();
    await page.getByText(`${name} was restored`).waitFor();
  });
});

test('members without the right see until when an owner can restore it, in Spanish as well', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  const admin = await addMember(at.host, at.organization, 'admin');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/organization`);
    await page.getByRole('heading', { name: 'E-mail addresses' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete organization…' }).count()).toBe(0);
  }, admin);
  await bodyOf(
    200,
    at.person.call('POST', `${at.organization.path}/deletion`, { body: { confirmation: name } }),
  );
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await heading(page, `${name} is being deleted`).waitFor();
    await page.getByText('Until then, an owner can restore it. Everything will be as it was.').waitFor();
    expect(await page.getByRole('button', { name: 'Restore organization' }).count()).toBe(0);
  }, employee);
  await at.speak('es');
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await heading(page, `${name} se está eliminando`).waitFor();
    await page.getByText(/se borrarán definitivamente todos sus datos\.$/).waitFor();
    await takePicture(page, 'deleted-organization-es');
    await page.getByRole('button', { name: 'Restaurar la organización' }).click();
    await page.getByText(`Se restauró ${name}`).waitFor();
    await page.goto(`${at.base}/settings/organization`);
    await page.getByRole('button', { name: 'Eliminar la organización…' }).click();
    await page.getByText(/^\d+ registros?$/).waitFor();
    await takePicture(page, 'delete-organization-es');
  });
});
