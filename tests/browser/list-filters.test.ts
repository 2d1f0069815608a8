import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newOrganization } from '../organization.ts';
import { followLink } from './browser.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('typing in a filter does not reopen a list that the user has left', async () => {
  await bodyOf(
    201,
    at.person.call('POST', `${at.organization.path}/leads`, { body: { firstName: 'Pilar' } }),
  );
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads`);
    await page.getByRole('link', { name: 'Pilar' }).waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('option', { name: 'Score', exact: true }).click();
    // The next page loads so slowly that the filter is applied in the meantime.
    await page.route('**/_app/**', async (route) => {
      await setTimeout(1_000);
      await route.continue();
    });
    await page.getByRole('dialog').getByRole('textbox').first().fill('5');
    await page
      .getByRole('link', { name: 'Dashboard' })
      .first()
      .evaluate((link) => (link as HTMLElement).click());
    await page.waitForURL(/\/o\/[^/]+$/);
    await page.waitForTimeout(500);
    expect(page.url()).toMatch(/\/o\/[^/]+$/);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('a new record and its task appear in no list of another type or organization', async () => {
  const other = await newOrganization(at.person);
  await at.inWindow(async (page) => {
    const inLists = async (address: string, text: string) => {
      await followLink(page, address);
      await page.getByText(text, { exact: true }).waitFor();
      return page
        .locator('main')
        .getByText(/Ropes from Riga|Measure the rope/)
        .count();
    };
    await page.goto(`${at.base}/customers/new`);
    await page.getByLabel(/^Name/).fill('Ropes from Riga');
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.waitForURL(/customers\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: 'Task', exact: true }).click();
    await page.getByLabel('Title').fill('Measure the rope');
    await page.getByRole('button', { name: 'Add task' }).click();
    await page.locator('main').getByText('Measure the rope').first().waitFor();
    expect(await inLists(`${at.base}/vendors`, 'No vendors yet')).toBe(0);
    expect(await inLists(`/o/${other.id}/customers`, 'No customers yet')).toBe(0);
    expect(await inLists(`/o/${other.id}/tasks?view=upcoming`, 'Nothing planned')).toBe(0);
  });
});

test('a list on a phone shows two details of each record', async () => {
  const contact = await at.newContact({
    firstName: 'Xana',
    jobTitle: 'Pilot',
    city: 'Vigo',
    email: 'x@y.example',
  });
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(`${at.base}/contacts`);
    const details = page.locator(`[data-row="${contact.id}"] .card-sub > span`);
    await details.first().waitFor();
    const shown = details.filter({ visible: true });
    expect(await shown.allInnerTexts()).toEqual(['Pilot', 'Vigo']);
  });
});

test('the rows of a page are those of its range, however quickly the user goes on', async () => {
  const items = Array.from({ length: 90 }, (_, index) => ({
    name: `Row ${String(index + 1).padStart(2, '0')}`,
  }));
  const { path } = at.organization;
  for (const some of [items.slice(0, 30), items.slice(30, 60), items.slice(60)])
    await bodyOf(201, at.person.call('POST', `${path}/vendors/bulk`, { body: { items: some } }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors?limit=10`);
    await page.getByText(/^1–10 of 90$/).waitFor();
    await page.route('**/vendors?*', async (route) => {
      await setTimeout(800);
      await route.continue();
    });
    for (let clicks = 0; clicks < 6; clicks += 1) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.waitForTimeout(300);
    }
    await page.waitForTimeout(2_000);
    const range = await page.locator('footer .tabular').first().innerText();
    const [first = ''] = range.split('–');
    expect(Number(first)).toBeGreaterThan(10);
    const row = page.locator('[data-row]').first();
    expect(await row.innerText()).toContain(`Row ${first.padStart(2, '0')}`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});

test('a filter by a deleted tag is explained and leads back to the list, and an outdated address still opens it', async () => {
  const { path } = at.organization;
  const tag = await bodyOf(201, at.person.call('POST', `${path}/tags`, { body: { name: 'Brief' } }));
  await at.newContact({ firstName: 'Yago', tagIds: [tag.id] });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?tagIds=${tag.id}`);
    await page.getByText(/^1–1 of 1$/).waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    expect((await at.person.call('DELETE', `${path}/tags/${tag.id}`, { ifMatch: 1 })).status).toBe(204);
    await page.reload();
    await page.getByText('This search or filter can’t be applied').waitFor();
    await page.getByRole('link', { name: 'Clear search and filters' }).click();
    await page.getByRole('link', { name: 'Yago' }).waitFor();
    await page.goto(`${at.base}/contacts?page=4&cursor=zzz`);
    await page.getByRole('link', { name: 'Yago' }).waitFor();
    await page.goto(`${at.base}/contacts?filter=nothing:isEmpty`);
    await page.getByText('This search or filter can’t be applied').waitFor();
  });
});
