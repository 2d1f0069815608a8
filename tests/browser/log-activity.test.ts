import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { entry, openCalendar } from './calendar-pages.ts';
import { TaskPages } from './task-pages.ts';
import { refusal, runCommand, Workplace } from './workplace.ts';

let at: Workplace;
let tasks: TaskPages;
beforeAll(async () => {
  at = await Workplace.open();
  tasks = await new TaskPages(at).open();
});
afterAll(() => at.close());

const get = (path: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`));
const activitiesOf = async (type: string, id: string): Promise<any[]> =>
  (await get(`activities/${type}/${id}`)).items;
const tasksAbout = async (id: string): Promise<any[]> =>
  (await get('tasks')).items.filter(({ recordId }: { recordId: string }) => recordId === id);
const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: /^Log activity/ });

/** Opens the dialog with the key of the focused row or card. */
async function openByKey(page: Page): Promise<void> {
  await page.keyboard.press('r');
  await dialogOf(page).getByLabel('Title').waitFor();
}

/** Refuses new tasks after the first `accepted` ones. */
async function refuseTasks(page: Page, accepted = 0): Promise<void> {
  let posts = 0;
  await page.route('**/tasks', (route) =>
    route.request().method() === 'POST' && (posts += 1) > accepted
      ? route.fulfill(refusal)
      : route.continue(),
  );
}

/** The list of contacts, in which a new contact has the focus. */
async function inList(page: Page): Promise<{ id: string; name: string }> {
  const name = `Ruiz ${Math.random()}`;
  const { id } = await at.newContact({ firstName: 'Ana', lastName: name });
  await page.goto(`${at.base}/contacts?q=${name.slice(-8)}`);
  await page.locator(`[data-row="${id}"] a.title`).focus();
  return { id, name };
}

test('a call is logged from a list and the next step planned in three actions, without another page', async () => {
  await at.inWindow(async (page) => {
    const { id, name } = await inList(page);
    const address = page.url();
    await openByKey(page);
    await page.keyboard.type('Wants a price');
    await page.keyboard.press('Tab');
    await page.keyboard.type('send offer in 3 days');
    await dialogOf(page).getByText('Ana').first().waitFor();
    await takePicture(page, 'log-activity');
    await page.keyboard.press('Enter');
    await dialogOf(page).waitFor({ state: 'detached' });
    await page.getByText('Logged: Wants a price. Next: send offer').waitFor();
    expect(page.url()).toBe(address);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(name);
    expect(await activitiesOf('contact', id)).toMatchObject([{ kind: 'call', title: 'Wants a price' }]);
    const [next] = await tasksAbout(id);
    expect(next).toMatchObject({ title: 'send offer', recordType: 'contact' });
    expect(await tasks.dueOf(next.id)).toBe(tasks.local(3, '09:00'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => activitiesOf('contact', id)).toEqual([]);
    await expect.poll(() => tasksAbout(id)).toEqual([]);
  });
});

test('an activity without a title is called like its kind, and nothing comes next unless it is typed', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await openByKey(page);
    await dialogOf(page).getByText('Meeting', { exact: true }).click();
    await dialogOf(page).getByRole('button', { name: 'Log activity' }).click();
    await page.getByText('Logged: Meeting').waitFor();
    expect(await activitiesOf('contact', id)).toMatchObject([{ kind: 'meeting', title: 'Meeting' }]);
    expect(await tasksAbout(id)).toEqual([]);
  });
});

test('if the next step is refused, the activity is logged once and what was typed stays', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await refuseTasks(page);
    await openByKey(page);
    const dialog = dialogOf(page);
    await dialog.getByLabel('Title').fill('First');
    await dialog.getByLabel('What’s next?').fill('write tomorrow');
    await page.keyboard.press('Enter');
    await expect.poll(() => dialog.getByLabel('What’s next?').getAttribute('aria-invalid')).toBe('true');
    await page.unroute('**/tasks');
    await dialog.getByLabel('Title').fill('Second');
    await dialog.getByRole('button', { name: 'Log activity' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await activitiesOf('contact', id)).toMatchObject([{ kind: 'call', title: 'Second', version: 2 }]);
    expect(await tasksAbout(id)).toMatchObject([{ title: 'write' }]);
  });
});

test('a next step that only names a day is refused before the activity is logged', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await openByKey(page);
    const dialog = dialogOf(page);
    const next = dialog.getByLabel('What’s next?');
    await next.fill('tomorrow 10:00');
    await page.keyboard.press('Enter');
    await expect.poll(() => next.getAttribute('aria-invalid')).toBe('true');
    expect(await activitiesOf('contact', id)).toEqual([]);
    await next.fill('write tomorrow');
    expect(await next.getAttribute('aria-invalid')).toBe(null);
  });
});

test('an activity whose next step is given up is told as logged, and not logged again', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await refuseTasks(page);
    await openByKey(page);
    const dialog = dialogOf(page);
    await dialog.getByLabel('Title').fill('Once');
    await dialog.getByLabel('What’s next?').fill('write tomorrow');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await activitiesOf('contact', id)).length).toBe(1);
    await expect.poll(() => dialog.getByLabel('What’s next?').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Logged: Once').waitFor();
    await page.unroute('**/tasks');
    await openByKey(page);
    expect(await dialog.getByLabel('Title').inputValue()).toBe('');
    expect(await activitiesOf('contact', id)).toHaveLength(1);
  });
});

test('an activity whose time is still to come is planned and not logged, and Undo takes it back', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await openByKey(page);
    const dialog = dialogOf(page);
    await dialog.getByText('Meeting', { exact: true }).click();
    await dialog.getByLabel('Title').fill('Tour of the yard');
    await dialog.getByLabel('When').fill(tasks.local(2, '10:00'));
    await dialog.getByLabel('Minutes').fill('45');
    await dialog.getByRole('button', { name: 'Plan activity' }).click();
    await page.getByText('Planned: Tour of the yard').waitFor();
    expect(await activitiesOf('contact', id)).toEqual([]);
    expect(await tasksAbout(id)).toMatchObject([
      { title: 'Tour of the yard', kindId: 'meeting', durationMinutes: 45, dueAt: tasks.instant(2, '10:00') },
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => tasksAbout(id)).toEqual([]);
  });
});

test('a call that is planned on the page of a record comes next there and is in the calendar', async () => {
  await at.inWindow(async (page) => {
    const { id } = await at.newContact({ firstName: 'Ada', lastName: 'Soler' });
    await page.goto(`${at.base}/contacts/${id}`);
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    const form = page.locator('section.composer');
    await form.getByLabel('Title').fill('Talk about prices');
    await form.getByLabel('When').fill(tasks.local(3, '11:00'));
    await form.getByRole('button', { name: 'Plan call' }).click();
    const line = page.locator('.upcoming li').filter({ hasText: 'Talk about prices' });
    await line.locator('svg[aria-label="Call"]').waitFor();
    expect(await activitiesOf('contact', id)).toEqual([]);
    await openCalendar(at, page, `span=day&day=${tasks.local(3, '11:00').slice(0, 10)}`);
    await entry(page, 'Talk about prices').waitFor();
  });
});

test('if the next step is refused, what was planned is planned once, and logged if its time has changed', async () => {
  await at.inWindow(async (page) => {
    const { id } = await inList(page);
    await refuseTasks(page, 1);
    await openByKey(page);
    const dialog = dialogOf(page);
    const next = dialog.getByLabel('What’s next?');
    await dialog.getByLabel('Title').fill('First');
    await dialog.getByLabel('When').fill(tasks.local(2, '10:00'));
    await next.fill('call in 4 days');
    await dialog.locator('.reading').getByText('Call ·').waitFor();
    await next.press('Enter');
    await expect.poll(() => next.getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Title').fill('Second');
    await next.press('Enter');
    await expect.poll(async () => (await tasksAbout(id)).map(({ title }) => title)).toEqual(['Second']);
    await page.unroute('**/tasks');
    await dialog.getByLabel('When').fill(tasks.local(-1, '10:00'));
    await dialog.getByRole('button', { name: 'Log activity' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await activitiesOf('contact', id)).toMatchObject([{ kind: 'call', title: 'Second' }]);
    expect(await tasksAbout(id)).toMatchObject([{ title: 'call', kindId: 'call' }]);
  });
});

test('what is typed and not saved is there again when the dialog is opened for the same record', async () => {
  await at.inWindow(async (page) => {
    await inList(page);
    await openByKey(page);
    await page.keyboard.type('Half of it');
    await page.keyboard.press('Escape');
    await dialogOf(page).waitFor({ state: 'detached' });
    await openByKey(page);
    await expect.poll(() => dialogOf(page).getByLabel('Title').inputValue()).toBe('Half of it');
  });
});

test('the palette logs an activity on any record, from any page', async () => {
  await at.inWindow(async (page) => {
    const customer = await at.create('customers', { name: 'Harbour Foods' });
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/settings/profile`);
    await page.getByRole('heading', { name: 'Profile' }).first().waitFor();
    await runCommand(page, 'Log an activity');
    const dialog = dialogOf(page);
    await dialog.getByLabel('About').selectOption('customer');
    await dialog.getByLabel('Customer').click();
    await page.getByRole('option', { name: 'Harbour Foods' }).click();
    await dialog.getByLabel('Title').fill('Tour of the plant');
    await dialog.getByRole('button', { name: 'Log activity' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await activitiesOf('customer', customer.id)).toMatchObject([{ title: 'Tour of the plant' }]);
  });
});

test('a board without a focused card lets the user choose the record', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals/board`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.locator('[data-column]').first().waitFor();
    await page.keyboard.press('r');
    await dialogOf(page).getByLabel('About').waitFor();
  });
});

test('a card of the board and the page of a record log by the same key', async () => {
  await at.inWindow(async (page) => {
    const deal = await at.create('deals', { title: 'Crane', value: { amountMinor: 100, currency: 'USD' } });
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/deals/board`);
    await page.locator(`[data-card="${deal.id}"] a`).focus();
    await openByKey(page);
    await page.keyboard.type('From the board');
    await page.keyboard.press('Enter');
    await page.getByText('Logged: From the board').waitFor();
    await page.goto(`${at.base}/deals/${deal.id}`);
    await page.getByRole('heading', { name: 'Crane' }).waitFor();
    await page.getByText('From the board').waitFor();
    await openByKey(page);
    await page.keyboard.type('From the page');
    await page.keyboard.press('Enter');
    await page.getByText('Logged: From the page').waitFor();
    const titles = (await activitiesOf('deal', deal.id)).map(({ title }) => title).sort();
    expect(titles).toEqual(['From the board', 'From the page']);
  });
});

test('the dialog can be used on a phone, without violations in either theme', async () => {
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 800 });
    const { id } = await inList(page);
    await page
      .locator(`[data-row="${id}"]`)
      .getByRole('button', { name: /^Log activity/ })
      .click();
    await dialogOf(page).getByLabel('What’s next?').fill('call tue 10');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, `log-activity-phone-${colorScheme}`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });
});
