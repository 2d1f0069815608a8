import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember, newContact, type Person } from '../organization.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let employee: Person;
let contact: any;
const day = 86_400_000;
beforeAll(async () => {
  at = await Workplace.open();
  employee = await addMember(at.host, at.organization, 'employee');
  const { owner } = at.organization;
  contact = await newContact(at.organization, owner.call, {
    firstName: 'Bea',
    lastName: 'Ruiz',
    ownerId: employee.userId,
  });
  const add = (person: Person, kind: string, title: string, days: number) =>
    bodyOf(
      201,
      person.call('POST', `${at.organization.path}/activities/contact/${contact.id}`, {
        body: { kind, title, durationMinutes: 25, date: new Date(Date.now() + days * day).toISOString() },
      }),
    );
  await add(owner, 'call', 'Spoke of prices', -1);
  await add(owner, 'email', 'Sent the offer', -40);
  await add(employee, 'meeting', 'Show the product', 2);
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

test('the history shows planned activities first, filtered by kind, dates and person in the address', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks`);
    await page.getByRole('tab', { name: 'My day' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'History' }).and(page.locator('[aria-selected=true]')).waitFor();
    const lines = page.locator('.history li:has(time)');
    const titles = () => lines.locator('.title').allTextContents();
    await expect.poll(titles).toEqual(['Show the product', 'Spoke of prices', 'Sent the offer']);
    await page.getByText('3 activities').waitFor();
    expect(await page.locator('.history h2').first().textContent()).toBe('Upcoming');
    await takePicture(page, 'history');
    await page.getByRole('combobox', { name: 'Type' }).selectOption('call');
    await expect.poll(titles).toEqual(['Spoke of prices']);
    await page.getByRole('combobox', { name: 'Type' }).selectOption('');
    await page.getByRole('combobox', { name: 'Period' }).selectOption('year');
    await expect.poll(titles).toEqual(['Spoke of prices', 'Sent the offer']);
    await page.getByRole('combobox', { name: 'Period' }).selectOption('own');
    await page.getByLabel('First day').fill(new Date(Date.now() - 20 * day).toISOString().slice(0, 10));
    await expect.poll(titles).toEqual(['Spoke of prices']);
    await page.getByLabel('First day').fill('');
    await page.getByRole('combobox', { name: 'Owner' }).selectOption(`team ${at.person.userId}`);
    await expect.poll(titles).toEqual(['Spoke of prices', 'Sent the offer']);
    await page.getByRole('combobox', { name: 'Owner' }).selectOption(employee.userId);
    await page.getByRole('heading', { name: 'No matching activities' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'No matching activities' }).waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(titles).toEqual(['Show the product', 'Spoke of prices', 'Sent the offer']);
    expect(await page.getByRole('combobox', { name: 'Period' }).inputValue()).toBe('');
    await page.getByRole('combobox', { name: 'Period' }).selectOption('own');
    await page.getByLabel('Last day').fill('');
    await page.getByLabel('First day').fill(new Date(Date.now() - 20 * day).toISOString().slice(0, 10));
    await expect.poll(titles).toEqual(['Show the product', 'Spoke of prices']);
    await lines.first().getByRole('link', { name: 'Bea Ruiz' }).click();
    await page.waitForURL(`**/contacts/${contact.id}`);
  });
});

test('a filter that is changed right after another one does not undo it', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks?view=history&kind=call`);
    const titles = page.locator('.history li:has(time) .title');
    await expect.poll(() => titles.allTextContents()).toEqual(['Spoke of prices']);
    const choose = async (selects: { name: string; value: string }[]): Promise<void> => {
      for (const { name, value } of selects) {
        const select = document.querySelector<HTMLSelectElement>(`select[aria-label=${name}]`)!;
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve));
      }
    };
    await page.evaluate(choose, [
      { name: 'Type', value: 'email' },
      { name: 'Period', value: 'year' },
    ]);
    await expect.poll(() => titles.allTextContents()).toEqual(['Sent the offer']);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('kind'), searchParams.has('dateFrom')]).toEqual(['email', true]);
  });
});

test('history filters do not apply to other views, and the calendar keeps its days', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks?view=history&kind=call`);
    await page.getByRole('button', { name: 'Calendar' }).click();
    await page.waitForURL((url) => url.search === '?view=calendar');
    await page.goto(`${at.base}/tasks?view=calendar&span=week&day=2026-09-01`);
    await page.getByRole('combobox', { name: 'Assignee' }).selectOption(employee.userId);
    await page.waitForURL((url) => url.searchParams.get('assigneeId') === employee.userId);
    expect(new URL(page.url()).searchParams.get('day')).toBe('2026-09-01');
  });
});

test('the history omits titles and links of a record in the trash', async () => {
  const { owner, path } = at.organization;
  await bodyOf(200, owner.call('DELETE', `${path}/contacts/${contact.id}`, { ifMatch: 1 }));
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 700 });
    await page.goto(`${at.base}/tasks?view=history`);
    const lines = page.locator('.history li:has(time)');
    await expect.poll(() => lines.count()).toBe(3);
    expect(new Set(await lines.locator('.title').allTextContents())).toEqual(
      new Set(['Deleted, or no access']),
    );
    expect(await lines.getByRole('link').count()).toBe(0);
    await takePicture(page, 'history-phone');
  });
});
