import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { bodyOf } from '../caller.ts';
import { addMember, type Person } from '../organization.ts';
import { newView } from '../views.ts';
import { axeFindings } from './accessibility.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
let colleague: Person;
beforeAll(async () => {
  at = await Workplace.open();
  colleague = await addMember(at.host, at.organization, 'manager');
  for (const [firstName, city] of [
    ['Ana', 'Cali'],
    ['Zoe', 'Cali'],
    ['Luis', 'Lima'],
  ])
    await bodyOf(
      201,
      colleague.call('POST', `${at.organization.path}/contacts`, { body: { firstName, city } }),
    );
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

const titleOf = (page: Page) => page.getByRole('heading', { level: 1 });
const menuOf = (page: Page) => page.getByRole('dialog', { name: 'Views', exact: true });
const search = (page: Page) => new URL(page.url()).search;
const names = async (page: Page) => {
  await page.locator('tbody a.title').first().waitFor();
  return page.locator('tbody a.title').allInnerTexts();
};
const expectNames = (page: Page, expected: string[]) => expect.poll(() => names(page)).toEqual(expected);
const expectTitle = (page: Page, name: string) =>
  expect.poll(() => titleOf(page).innerText()).toContain(name);
async function openMenu(page: Page): Promise<Locator> {
  await titleOf(page).getByRole('button').waitFor();
  await page.keyboard.press('w');
  await menuOf(page).getByRole('textbox').waitFor();
  return menuOf(page);
}
const addView = (values: object, person = at.person) => newView(at.organization, person.call, values);
const ofCali = { query: { filter: { field: 'city', op: 'is', value: 'Cali' } } };

test('a filtered and sorted list is saved as a view, and opened again, by keyboard alone', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?filter=city:is:Cali&sort=-fullName`);
    await expectNames(page, ['Zoe', 'Ana']);
    await openMenu(page);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByLabel(/^Name/).waitFor();
    await page.keyboard.type('Cali, Z to A');
    await page.keyboard.press('Enter');
    await expectTitle(page, 'Cali, Z to A');
    await expect.poll(() => search(page)).toMatch(/^\?saved=[0-9a-f-]{36}$/);
    await openMenu(page);
    await page.keyboard.type('all con');
    await page.keyboard.press('Enter');
    await expectTitle(page, 'All contacts');
    await expect.poll(() => names(page)).toHaveLength(3);
    await openMenu(page);
    await page.keyboard.type('z to');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectNames(page, ['Zoe', 'Ana']);
    await page.reload();
    await expectNames(page, ['Zoe', 'Ana']);
    await expectTitle(page, 'Cali, Z to A');
  });
});

test('a view shared with everyone opens for a colleague from the sidebar, the palette and a link', async () => {
  const { id } = await addView({ ...ofCali, name: 'For all' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await expectTitle(page, 'For all');
    await (await openMenu(page)).getByRole('button', { name: 'Share…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share “For all”' });
    await dialog.getByLabel('Everyone').check();
    expect(await axeFindings(page, { within: 'dialog[open]' })).toEqual([]);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('“For all” is now shared').waitFor();
  });
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    const link = page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'For all' });
    await link.click();
    await expectNames(page, ['Zoe', 'Ana'].sort());
    expect(await link.getAttribute('aria-current')).toBe('true');
    await page.keyboard.press('Control+k');
    await page.locator('[role=combobox]').fill('open view for');
    await page.getByRole('option', { name: 'Open view “For all”' }).click();
    await expectTitle(page, 'For all');
    const menu = await openMenu(page);
    expect(await menu.getByRole('button', { name: /Rename|Share|Delete/ }).count()).toBe(0);
    expect(await axeFindings(page, { rules: ['wcag2a', 'wcag2aa', 'wcag21aa'] })).toEqual([]);
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await expect.poll(() => names(page)).toHaveLength(2);
    await page.setViewportSize({ width: 375, height: 812 });
    await expectTitle(page, 'For all');
    expect(await axeFindings(page, { rules: ['wcag2a', 'wcag2aa', 'wcag21aa'] })).toEqual([]);
  }, colleague);
});

test('an employee saves private views only', async () => {
  const employee = await addMember(at.host, at.organization, 'employee');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?q=x`);
    await (await openMenu(page)).getByRole('button', { name: 'Save as new view' }).click();
    await page.getByLabel(/^Name/).fill('Mine');
    expect(await page.getByLabel('Everyone').count()).toBe(0);
    await page.keyboard.press('Enter');
    await expectTitle(page, 'Mine');
    const menu = await openMenu(page);
    await menu.getByRole('button', { name: 'Rename' }).waitFor();
    expect(await menu.getByRole('button', { name: 'Share' }).count()).toBe(0);
  }, employee);
});

test('the view that a user opens first is shown by the link of its type, and all records remain reachable', async () => {
  await addView({ name: 'First', query: { q: 'Luis' } }, colleague);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts`);
    await expect.poll(() => names(page)).toHaveLength(3);
    const menu = await openMenu(page);
    await menu.getByRole('listitem').filter({ hasText: 'First' }).hover();
    await menu.getByRole('button', { name: 'Open “First” first' }).click();
    await menu.getByRole('button', { name: '“First” opens first' }).waitFor();
    await page.goto(at.base);
    await page.getByRole('link', { name: 'Contacts', exact: true }).first().click();
    await expectNames(page, ['Luis']);
    await expectTitle(page, 'First');
    await (await openMenu(page)).getByRole('link', { name: 'All contacts' }).click();
    await expect.poll(() => names(page)).toHaveLength(3);
    expect(search(page)).toBe('?saved=all');
    await page.goBack();
    await expectNames(page, ['Luis']);
  }, colleague);
  // In a new tab, nothing is cached, and other rows never appear.
  await at.inWindow(async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${at.base}/contacts`);
    await expectNames(page, ['Luis']);
    expect(asked.filter((url) => url.includes(`${at.organization.path}/contacts?`))).toEqual([]);
  }, colleague);
});

test('a changed view is marked, survives reload and Back, and its changes are discarded or saved', async () => {
  const { id } = await addView({ ...ofCali, name: 'Changing' });
  const stored = () => bodyOf(200, at.person.call('GET', `${at.organization.path}/views/${id}`));
  await at.inWindow(async (page) => {
    const changed = page.getByRole('group', { name: 'Changed' });
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await expect.poll(() => names(page)).toHaveLength(2);
    expect(await changed.count()).toBe(0);
    await page.getByRole('searchbox').fill('Zoe');
    await expectNames(page, ['Zoe']);
    await changed.waitFor();
    expect(search(page)).toContain(`saved=${id}`);
    await page.reload();
    await expectNames(page, ['Zoe']);
    await page.getByRole('link', { name: 'Zoe' }).click();
    await page.waitForURL(/contacts\/[0-9a-f-]{36}/);
    await page.goBack();
    await expectNames(page, ['Zoe']);
    await changed.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    expect(search(page)).toBe(`?saved=${id}`);
    expect((await stored()).version).toBe(1);
    await page.getByRole('searchbox').fill('Ana');
    await changed.getByRole('button', { name: 'Save changes' }).click();
    await expect.poll(() => search(page)).toBe(`?saved=${id}`);
    await changed.waitFor({ state: 'detached' });
    expect((await stored()).query).toMatchObject({ q: 'Ana', ...ofCali.query });
  });
});

test('columns and density of a view belong to the view, not to the list of all records', async () => {
  const columns = [{ field: 'fullName', width: 300 }, { field: 'city' }];
  const { id } = await addView({ name: 'Narrow', columns, density: 'compact' });
  await at.inWindow(async (page) => {
    const headings = () => page.locator('thead th').count();
    const changed = page.getByRole('group', { name: 'Changed' });
    await page.goto(`${at.base}/contacts`);
    await names(page);
    const usual = await headings();
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await names(page);
    expect(await headings()).toBe(3);
    await page.getByRole('button', { name: 'Columns, density and export' }).click();
    await page.getByRole('checkbox', { name: 'City' }).uncheck();
    await expect.poll(headings).toBe(2);
    await page.keyboard.press('Escape');
    await changed.waitFor();
    await page.reload();
    await expect.poll(headings).toBe(2);
    await changed.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(headings).toBe(3);
    await page.goto(`${at.base}/contacts`);
    await names(page);
    expect(await headings()).toBe(usual);
  });
});

test('a link to a view that was deleted, or is not shared with the reader, offers all records', async () => {
  const { id } = await addView({ ...ofCali, name: 'Short-lived' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await page.getByText('This view isn’t available').waitFor();
    await page.getByRole('link', { name: 'Show all contacts' }).click();
    await expect.poll(() => names(page)).toHaveLength(3);
  }, colleague);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await (await openMenu(page)).getByRole('button', { name: 'Delete view' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete view' }).click();
    await expectTitle(page, 'All contacts');
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await page.getByText('This view isn’t available').waitFor();
  });
});

test('a view with a condition on a retired field shows no records until somebody shows or saves it without', async () => {
  const path = `${at.organization.path}/custom-fields/contact`;
  const readVersion = async () => (await bodyOf(200, at.person.call('GET', path))).version as number;
  const field = { key: 'policy', label: 'Policy', kind: 'text' };
  await bodyOf(201, at.person.call('POST', path, { body: field, ifMatch: await readVersion() }));
  const column = 'custom.policy';
  const { id } = await addView({
    name: 'Old',
    query: {
      filter: {
        and: [
          { field: 'city', op: 'is', value: 'Cali' },
          { field: column, op: 'isEmpty' },
        ],
      },
      sorts: [{ field: column }],
    },
    columns: [{ field: 'fullName' }, { field: column }],
  });
  const retired = { body: { retired: true }, ifMatch: await readVersion() };
  await bodyOf(200, at.person.call('PATCH', `${path}/policy`, retired));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?saved=${id}`);
    await page.getByText('The field “Policy” is missing').waitFor();
    // Without the condition, the list would contain others, too.
    await page.getByText('This search or filter can’t be applied').waitFor();
    expect(await page.getByRole('group', { name: 'Changed' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Show without it' }).click();
    await expect.poll(() => names(page)).toHaveLength(2);
    await page.getByRole('button', { name: 'Save without it' }).click();
    await page.getByText('The field “Policy” is missing').waitFor({ state: 'detached' });
    const view = await bodyOf(200, at.person.call('GET', `${at.organization.path}/views/${id}`));
    expect(view).toMatchObject({ missingFields: [], columns: [{ field: 'fullName' }] });
  });
});

test('a view of a board opens as the board, with its filters', async () => {
  for (const title of ['Roof', 'Door'])
    await bodyOf(201, at.person.call('POST', `${at.organization.path}/deals`, { body: { title } }));
  await at.host.settled(at.organization);
  const { id } = await addView({ recordType: 'deal', name: 'Roofs', layout: 'board', query: { q: 'Roof' } });
  const asList = await addView({ recordType: 'deal', name: 'Doors', query: { q: 'Door' } });
  await at.inWindow(async (page) => {
    const cards = () => page.locator('[data-card]').allInnerTexts();
    await page.goto(`${at.base}/deals?saved=${id}`);
    await expect.poll(async () => (await cards()).length).toBe(1);
    await expectTitle(page, 'Roofs');
    await page.keyboard.press('v');
    await expectNames(page, ['Roof']);
    await page.getByRole('group', { name: 'Changed' }).waitFor();
    await page.goto(`${at.base}/deals?saved=${asList.id}`);
    await expectNames(page, ['Door']);
  });
});

test('lists work if views can’t be loaded', async () => {
  await at.inWindow(async (page) => {
    await page.route('**/views', (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.goto(`${at.base}/contacts`);
    await expect.poll(() => names(page)).toHaveLength(3);
    const menu = await openMenu(page);
    await menu.getByText('Your views couldn’t be loaded.').waitFor();
    await page.unroute('**/views');
    await menu.getByRole('button', { name: 'Try again' }).click();
    await menu.getByText('Your views couldn’t be loaded.').waitFor({ state: 'detached' });
  });
});
