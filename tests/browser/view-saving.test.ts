import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newView } from '../views.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  for (const firstName of ['Ana', 'Zoe']) await at.newContact({ firstName, city: 'Cali' });
});
afterAll(() => at.close());

const shows = (page: Page, names: string[]) =>
  expect.poll(() => page.locator('tbody a.title').allInnerTexts()).toEqual(names);

test('Control+S saves the list as a view, and in the dialog the new view instead of changes to the open one', async () => {
  const filter = { field: 'city', op: 'is', value: 'Cali' };
  const { id } = await newView(at.organization, at.person.call, { name: 'Kept', query: { filter } });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await shows(page, ['Ana', 'Zoe']);
    await page.getByRole('searchbox').fill('zoe');
    await shows(page, ['Zoe']);
    await page.getByRole('button', { name: 'Save as new view' }).click();
    await page.getByLabel(/^Name/).fill('Another');
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { level: 1, name: 'Another' }).waitFor();
    const kept = await bodyOf(200, at.person.call('GET', `${at.organization.path}/views/${id}`));
    expect(kept.version).toBe(1);
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await page.getByRole('searchbox').fill('ana');
    await shows(page, ['Ana']);
    await page.keyboard.press('Control+s');
    await page.getByText('“Kept” was saved').waitFor();
  });
});
