import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('selected records are compared, merged by keyboard, found under both addresses, and separated again', async () => {
  const last = unique('Zafra');
  const email = `${unique('ana')}@people.example`;
  const first = await at.newContact({ firstName: 'Ana', lastName: last, jobTitle: 'Buyer' });
  const second = await at.newContact({ firstName: 'Anna', lastName: last, jobTitle: 'Boss', email });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?q=${last}`);
    await page.getByText(/^1–2 of 2$/).waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('link', { name: 'Merge' }).click();
    await page.getByRole('heading', { level: 1, name: 'Merge 2 contacts' }).waitFor();
    const stays = page.getByRole('group', { name: 'Record that stays' });
    await stays.getByRole('radio', { name: `Ana ${last}` }).focus();
    await page.keyboard.press('Space');
    const title = page.getByRole('group', { name: 'Job title' });
    await title.getByRole('radio', { name: /Buyer/ }).focus();
    expect(await title.getByRole('radio', { name: /Buyer/ }).isChecked()).toBe(true);
    await title.getByRole('radio', { name: /Boss/ }).check();
    await page.reload();
    await title.waitFor();
    expect(await stays.getByRole('radio', { name: `Ana ${last}` }).isChecked()).toBe(true);
    expect(await title.getByRole('radio', { name: /Boss/ }).isChecked()).toBe(true);
    const address = page.getByRole('group', { name: 'E-mail' });
    expect(await address.getByRole('radio', { name: new RegExp(email) }).isChecked()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'merge');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 375, height: 667 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'merge-phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });

    await button(page, 'Merge').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/contacts/${first.id}`);
    await page.getByText(email).first().waitFor();
    expect(await at.read(first)).toMatchObject({ jobTitle: 'Boss', email, firstName: 'Ana' });
    await page.goto(`${at.base}/contacts/${second.id}`);
    await page.waitForURL(`**/contacts/${first.id}`);

    await page.goto(`${at.base}/contacts/merge?ids=${first.id},${second.id}`);
    await page.getByText('Add at least one more record.').waitFor();
    expect(await page.getByRole('radio').count()).toBe(1);
    await page.goto(`${at.base}/contacts/${first.id}`);

    const tray = page.getByRole('region', { name: 'Jobs' });
    await tray.getByText(/Merge · 2 contacts/).waitFor();
    await tray.getByRole('button', { name: 'Undo' }).click({ timeout: 120_000 });
    await tray.getByText(/Undo “Merge” · 2 contacts/).waitFor();
    await tray.getByText('Done', { exact: true }).waitFor({ timeout: 120_000 });
    await page.goto(`${at.base}/contacts/${second.id}`);
    await page.getByRole('heading', { level: 1, name: `Anna ${last}` }).waitFor();
    expect(await at.read(second)).toMatchObject({ id: second.id, email });
  });
});

test('the menu of a record leads to its merge with another one, which the search with the focus finds', async () => {
  const last = unique('Nariño');
  const contact = await at.newContact({ firstName: 'Eva', lastName: last });
  const other = await at.newContact({ firstName: 'Evita', lastName: last });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await button(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Merge with another…' }).click();
    await page.getByText('Add at least one more record.').waitFor();
    // The search has the focus, so that what is typed is searched for and not a shortcut.
    await page
      .getByRole('combobox', { name: /^Search/ })
      .and(page.locator(':focus'))
      .waitFor();
    await lookAround(page, 'merge-with-another');
    await page.keyboard.type(`Evita ${last}`);
    await page.getByRole('option', { name: /Evita/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Merge 2 contacts' }).waitFor();
    await at.changeElsewhere(other, { city: 'Lima' });
    await button(page, 'Merge').click();
    await page.getByText('One of these records was changed or deleted in the meantime.').waitFor();
    await button(page, 'Load the current values').click();
    await page.getByRole('group', { name: 'City' }).waitFor();
    await button(page, 'Merge').click();
    await page.waitForURL(`**/contacts/${contact.id}`);
    await page.getByText('Lima').first().waitFor();
  });
});

test('values that are compared wrap, on a wide screen and on a phone', async () => {
  const subject =
    'The door of the cold store stays open after each delivery, and the alarm rings all night long';
  const newIssue = async (body: object): Promise<any> =>
    bodyOf(201, at.person.call('POST', `${at.organization.path}/issues`, { body }));
  const [first, second] = [await newIssue({ subject }), await newIssue({ subject: `${subject}, too` })];
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 1920, height: 700 });
    await page.goto(`${at.base}/issues/merge?ids=${first.id},${second.id}`);
    const value = page.getByRole('group', { name: 'Subject' }).getByText(`${subject}, too`).first();
    const option = page.getByRole('group', { name: 'Subject' }).locator('label').last();
    await value.waitFor();
    const rightOf = (part: Locator) => part.evaluate((node) => node.getBoundingClientRect().right);
    expect(await rightOf(value)).toBeLessThan(await rightOf(option));
    await lookAround(page, 'merge-of-long-subjects');
  });
});
