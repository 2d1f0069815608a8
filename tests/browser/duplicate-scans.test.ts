import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { scanned } from '../duplicate-scans.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 300_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

let lastNumber = 4_100_000;
async function newTwins() {
  const last = unique('Zafra');
  const phones = [{ label: 'work', number: `+57311${(lastNumber += 1)}` }];
  const one = await at.newContact({ firstName: 'Ana', lastName: last, phones });
  const other = await at.newContact({ firstName: 'Ana', lastName: last, phones, jobTitle: 'Boss' });
  return { last, one, other };
}

test('duplicates are found from the list, marked as none by keyboard, and taken back', async () => {
  const { last } = await newTwins();
  const kept = await newTwins();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await button(page, 'Columns, density and export').click();
    await page.getByRole('link', { name: 'Find duplicates' }).click();
    await page.getByRole('heading', { level: 1, name: 'Possible duplicates' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await button(page, 'Find duplicates').click();
    const card = (name: string) => page.getByRole('article', { name: new RegExp(name) });
    await card(last).waitFor();
    // The button that had the focus is gone, so what replaces it has the focus.
    expect(await page.locator(':focus').locator('article').count()).toBe(2);
    await card(last)
      .getByText(/Same: .+/)
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'duplicates');
    await page.setViewportSize({ width: 375, height: 667 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'duplicates-phone');
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.locator('body').press('j');
    await page.keyboard.press('j');
    const focused = page.locator('article:focus');
    await focused.waitFor();
    await card(last).focus();
    await card(last).getByRole('button', { name: 'Not duplicates' }).focus();
    await page.keyboard.press('Enter');
    await card(last).waitFor({ state: 'detached' });
    // The focus is on the group that took its place.
    await expect.poll(() => focused.count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await card(last).waitFor();

    await card(kept.last).getByRole('button', { name: 'Skip' }).click();
    await card(kept.last).waitFor({ state: 'detached' });
    await card(last).getByRole('link', { name: 'Merge' }).click();
    await page.getByRole('radio', { name: `Ana ${last} (2)`, exact: true }).waitFor();
    await takePicture(page, 'duplicates-merge');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await card(last).waitFor();
    // A skipped group stays hidden until the user asks for it.
    expect(await card(kept.last).count()).toBe(0);
    await button(page, 'Show skipped groups').click();
    await card(kept.last).waitFor();
  });
});

test('a group is merged, and the page of groups comes back without it', async () => {
  const { last, one, other } = await newTwins();
  await newTwins();
  await scanned(at.person.call, at.organization, 'contact');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/duplicates`);
    const card = page.getByRole('article', { name: new RegExp(last) });
    await card.getByRole('link', { name: 'Merge' }).click();
    await page.getByRole('heading', { level: 1, name: 'Merge 2 contacts' }).waitFor();
    await button(page, 'Merge').click();
    await page.waitForURL('**/contacts/duplicates');
    await page.getByRole('article').first().waitFor();
    await card.waitFor({ state: 'detached' });
    // The address of the merged one leads to the other.
    const found = await Promise.all([one, other].map((contact) => at.read(contact)));
    expect(found[0]!.id).toBe(found[1]!.id);
  });
});

test('in Spanish, a scan that finds nothing says so', async () => {
  const empty = await Workplace.open();
  try {
    const { call } = empty.person;
    const { version } = await bodyOf(200, call('GET', '/v1/me'));
    await bodyOf(200, call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
    await empty.inWindow(async (page) => {
      await page.goto(`${empty.base}/vendors/duplicates`);
      await button(page, 'Buscar duplicados').click();
      await page.getByRole('heading', { name: 'No hay duplicados' }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'duplicates-none-es');
    });
  } finally {
    await empty.close();
  }
});
