import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newPerson, type Person } from '../organization.ts';
import { cardsOf, newDeal, newLead, openStages } from '../selling.ts';
import { takePicture } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let employee: Person;
beforeAll(async () => {
  at = await Workplace.open();
  employee = await newPerson(at.host, { firstName: 'Nerea' });
  await addMember(at.host, at.organization, 'employee', employee);
});
afterAll(() => at.close());

test('a selection gets a new owner by a job that shows its progress', async () => {
  for (let count = 0; count < 30; count += 1) await newLead(at.organization, { lastName: 'Muelle' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads?q=muelle`);
    await page.getByText(/^1–25 of 30$/).waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    await button(page, 'Select all 30').click();
    await button(page, 'Assign').click();
    await page.getByRole('option', { name: /^Nerea/ }).click();
    await page
      .getByText(/30 of 30/)
      .first()
      .waitFor();
    await takePicture(page, 'selling-bulk');
  });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads`);
    await page.getByText(/^1–25 of 30$/).waitFor();
  }, employee);
});

test('the palette leads to all records of each type that it finds', async () => {
  const { path } = at.organization;
  const items = Array.from({ length: 12 }, (_, place) => ({ firstName: 'Grúa', lastName: `Row ${place}` }));
  await bodyOf(201, at.person.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  await newLead(at.organization, { lastName: 'Grúa' });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads`);
    await page.getByText('Grúa').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('grua');
    await page.getByRole('option', { name: 'Leads: all with “grua”' }).waitFor();
    await takePicture(page, 'palette-many');
    await page.getByRole('option', { name: 'Contacts: all with “grua”' }).click();
    await page.getByText(/^1–12 of 12$/).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('grua row 11');
    await page.getByRole('option', { name: /Grúa Row 11/ }).waitFor();
    expect(await page.getByRole('option', { name: /all with/ }).count()).toBe(0);
  });
});

test('the palette says that nothing was found, and creates nothing named by an amount', async () => {
  await at.inWindow(async (page) => {
    const url = `${at.base}/contacts`;
    await page.goto(url);
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    await page.keyboard.press('Control+k');
    const options = page.getByRole('dialog').getByRole('option');
    for (const amount of ['89.99', '1,100.00', '17100']) {
      await page.getByRole('dialog').getByRole('combobox').fill(amount);
      await page.getByRole('status').getByText(`No results for “${amount}”`).waitFor();
      expect(await options.count()).toBe(0);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('combobox').fill('Qwxyz');
    await page.getByRole('status').getByText('No results for “Qwxyz”').waitFor();
    await lookAround(page, 'palette-nothing');
    expect(await options.first().textContent()).toContain('Create contact “Qwxyz”');
    expect(new URL(page.url()).pathname).toBe(url);
  });
});

test('a change of more than 100 records is named, confirmed with their number, and can be undone', async () => {
  const { path } = at.organization;
  const items = Array.from({ length: 30 }, (_, place) => ({ firstName: 'Faro', lastName: `Row ${place}` }));
  for (let made = 0; made < 120; made += items.length)
    await bodyOf(201, at.person.call('POST', `${path}/contacts/bulk`, { body: { items } }));
  const owners = async () => {
    await at.host.settled(at.organization);
    const { items: rows } = await bodyOf(
      200,
      at.person.call('GET', `${path}/contacts`, { query: { q: 'faro', limit: '100' } }),
    );
    return new Set(rows.map(({ ownerId }: { ownerId?: string }) => ownerId));
  };
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?q=faro`);
    await page.getByText(/^1–25 of 120$/).waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    await button(page, 'Select all 120').click();
    await button(page, 'Assign').click();
    await page.getByRole('option', { name: /^Nerea/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Change 120 contacts?').waitFor();
    await dialog.getByText(/Owner: Nerea/).waitFor();
    await takePicture(page, 'bulk-confirm');
    await button(page, 'Keep as they are').click();
    await button(page, 'Assign').click();
    await page.getByRole('option', { name: /^Nerea/ }).click();
    await button(page, 'Change 120').click();
    const tray = page.getByRole('region', { name: 'Jobs' });
    await tray.getByText(/^Owner: Nerea/).waitFor();
    await tray.getByText(/Done: 120 of 120/).waitFor({ timeout: 90_000 });
    expect(await owners()).toEqual(new Set([employee.userId]));
    await takePicture(page, 'bulk-done');
    await button(page, 'Undo').click();
    await dialog.getByText('Undo the change of 120 contacts?').waitFor();
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await tray.getByText(/^Undo “Owner: Nerea/).waitFor();
    await tray.getByText(/Done: 120 of 120/).waitFor({ timeout: 90_000 });
    await takePicture(page, 'bulk-undone');
    expect(await owners()).toEqual(new Set([undefined]));
  });
});

test('a selection of everything that matches a list ends when the list is filtered otherwise', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads?q=muelle`);
    await page.getByText(/^1–25 of 30$/).waitFor();
    await page.locator('thead').getByRole('checkbox').check();
    await button(page, 'Select all 30').click();
    await page.getByText('All 30 selected').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.waitForURL((url) => !url.searchParams.has('q'));
    await page.getByText('All 30 selected').waitFor({ state: 'detached' });
    expect(await page.getByRole('toolbar').count()).toBe(0);
  });
});

test('a selection stays while pages are turned, and all of it is changed', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads?q=muelle`);
    await page.getByText(/^1–25 of 30$/).waitFor();
    const boxes = page.locator('tbody').getByRole('checkbox');
    await boxes.first().check();
    await button(page, 'Next page').click();
    await page.getByText(/^26–30 of 30$/).waitFor();
    await page.getByText('1 selected').waitFor();
    await boxes.first().check();
    await page.getByText('2 selected').waitFor();
    await page.goBack();
    await page.getByText(/^1–25 of 30$/).waitFor();
    expect(await boxes.first().isChecked()).toBe(true);
    await button(page, 'Assign').click();
    await page.getByRole('option', { name: 'Unassigned' }).click();
    await page
      .getByText(/2 of 2/)
      .first()
      .waitFor();
  });
});

test('records in the trash are restored together: some of them, and all that are there', async () => {
  const { path } = at.organization;
  const items = Array.from({ length: 30 }, (_, place) => ({ name: `Gone ${place}` }));
  const made = await bodyOf(201, at.person.call('POST', `${path}/vendors/bulk`, { body: { items } }));
  for (const { id, version } of made.items)
    await bodyOf(200, at.person.call('DELETE', `${path}/vendors/${id}`, { ifMatch: version }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/vendors/trash`);
    await page
      .getByText(/^deleted by \S+/)
      .first()
      .waitFor();
    const boxes = page.locator('li').getByRole('checkbox');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    const restored = await page.locator('li a.name').first().innerText();
    await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
    const tray = page.getByRole('region', { name: 'Jobs' });
    await tray.getByText(/Done: 2 of 2/).waitFor();
    await page.getByRole('link', { name: restored, exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+a');
    await page.getByText('All 28 selected').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
    await tray.getByText(/Done: 28 of 28/).waitFor();
    await page.getByText('The trash is empty').waitFor();
    await takePicture(page, 'trash-restored');
  });
});

test('deals cannot be lost in bulk because each needs a reason', async () => {
  await newDeal(at.organization);
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals?view=list`);
    await page.locator('tbody').getByRole('checkbox').first().check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Stage' }).click();
    const stages = page.getByRole('dialog').getByRole('option');
    await stages.filter({ hasText: 'Won' }).waitFor();
    expect(await stages.filter({ hasText: 'Lost' }).count()).toBe(0);
  });
});

test('records deleted together are restored by undo', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads?q=muelle`);
    await page.getByText(/^1–25 of 30$/).waitFor();
    for (const index of [0, 1, 2]) await page.locator('tbody').getByRole('checkbox').nth(index).check();
    await button(page, /^Delete/).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Delete/ })
      .or(page.getByRole('alertdialog').getByRole('button', { name: /^Delete/ }))
      .first()
      .click();
    await page
      .getByText(/3 of 3/)
      .first()
      .waitFor();
    await at.host.settled(at.organization);
    await page.getByText(/^1–25 of 27$/).waitFor();
    await button(page, 'Undo').click();
    await page.getByText(/^1–25 of 30$/).waitFor();
  });
});

test('more cards can be loaded in a column, and stay when one is moved', async () => {
  const [first, second] = await openStages(at.organization);
  const before = (await cardsOf(at.organization, first!)).length;
  for (let count = before; count < 56; count += 1) await newDeal(at.organization);
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals`);
    const cards = page.locator(`[data-column="${first!}"] [data-card]`);
    await expect.poll(() => cards.count(), { timeout: 15_000 }).toBe(50);
    await page.locator(`[data-column="${first!}"] .cards`).evaluate((list) => list.scrollTo(0, 1e6));
    await expect.poll(() => cards.count(), { timeout: 5_000 }).toBe(56);
    await cards.first().getByRole('link').first().focus();
    await page.keyboard.press('Space');
    // The board ignores keys with modifiers, so the browser handles them.
    await page.keyboard.press('Alt+w');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await page.locator(`[data-column="${second!}"] [data-card]:focus-within`).waitFor();
    await page.waitForTimeout(4_000);
    expect(await cards.count()).toBe(55);
  });
});
