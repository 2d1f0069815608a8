import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newView } from '../views.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  for (const [firstName, city] of [
    ['Ana', 'Cali'],
    ['Zoe', 'Cali'],
    ['Luis', 'Lima'],
  ])
    await at.newContact({ firstName, city });
});
afterAll(() => at.close());

const search = (page: Page) => new URL(page.url()).search;
const expectNames = (page: Page, expected: string[]) =>
  expect.poll(async () => (await page.locator('tbody a.title').allInnerTexts()).sort()).toEqual(expected);
const everyone = ['Ana', 'Luis', 'Zoe'];

/** Adds a private view of contacts. `stored` resolves to it as it is stored. */
async function addView(name: string) {
  const { id } = await newView(at.organization, at.person.call, { name });
  const path = `${at.organization.path}/views/${id}`;
  return { id: id as string, path, stored: () => bodyOf(200, at.person.call('GET', path)) };
}

test('Control+S saves what was typed immediately before', async () => {
  const { id, stored } = await addView('Hasty');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await expectNames(page, everyone);
    await page.getByRole('searchbox').fill('Zoe');
    await page.keyboard.press('Control+s');
    await expect.poll(stored).toMatchObject({ query: { q: 'Zoe' } });
    await expect.poll(() => search(page)).toBe(`?saved=${id}`);
    await page.goto(`${at.base}/contacts?saved=${id}&filter=city:is:Lima`);
    await expectNames(page, ['Luis']);
    await page.locator('[data-chip]').click();
    await page.getByRole('dialog').getByRole('textbox').fill('Cali');
    await page.keyboard.press('Control+s');
    const filter = { field: 'city', op: 'is', value: 'Cali' };
    await expect.poll(stored).toMatchObject({ query: { filter } });
    await expectNames(page, ['Ana', 'Zoe']);
  });
});

test('saving a view that someone else changed in the meantime asks before it overwrites', async () => {
  const { id, path, stored } = await addView('Contested');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await page.getByRole('searchbox').fill('Zoe');
    await expectNames(page, ['Zoe']);
    const body = { name: 'Theirs' };
    await bodyOf(200, at.person.call('PATCH', path, { body, ifMatch: 1 }));
    const save = page.getByRole('button', { name: 'Save changes' });
    await save.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Don’t save' }).click();
    expect((await stored()).query).toEqual({});
    await page.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor();
    const again = { name: 'Theirs again' };
    await bodyOf(200, at.person.call('PATCH', path, { body: again, ifMatch: 2 }));
    await save.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Overwrite' }).click();
    await expect.poll(() => search(page)).toBe(`?saved=${id}`);
    expect(await stored()).toMatchObject({ name: 'Theirs again', query: { q: 'Zoe' } });
  });
});

test('a link that the browser doesn’t copy is reported', async () => {
  const { id } = await addView('Uncopied');
  await at.inWindow(async (page, { context }) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    const session = await context.newCDPSession(page);
    const permission = { name: 'clipboard-write' };
    await session.send('Browser.setPermission', { permission, setting: 'denied' });
    await expectNames(page, everyone);
    await page.keyboard.press('w');
    const menu = page.getByRole('dialog', { name: 'Views', exact: true });
    await menu.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('The link couldn’t be copied').waitFor();
  });
});

test('Control+S in the dialog saves the new view, not the changes to the open one', async () => {
  const { id, stored } = await addView('Kept');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await expectNames(page, everyone);
    await page.getByRole('searchbox').fill('zoe');
    await expectNames(page, ['Zoe']);
    await page.getByRole('button', { name: 'Save as new view' }).click();
    await page.getByLabel(/^Name/).fill('Another');
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { level: 1, name: 'Another' }).waitFor();
    expect(await stored()).toMatchObject({ version: 1 });
  });
});
