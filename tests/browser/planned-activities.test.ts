import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { newContact } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { loaded, takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { openSignedIn } from './site-under-test.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
let contact: { id: string };

const hour = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * hour).toISOString();

beforeAll(async () => {
  at = await Workplace.open(undefined, { timeZone: 'Europe/Madrid' });
  const { call } = at.person;
  contact = await newContact(at.organization, call, { firstName: 'Marga', lastName: 'Ruiz' });
  const about = [{ type: 'contact', id: contact.id }];
  for (const body of [
    { title: 'Walk through the house', kindId: 'meeting', durationMinutes: 60, dueAt: inHours(30), about },
    { title: 'Ask for the papers', kindId: 'call', durationMinutes: 15, dueAt: inHours(-20), about },
    { title: 'Write the offer', priorityId: 'high', dueAt: inHours(3) },
    { title: 'Order keys', dueAt: inHours(-50), done: true },
  ])
    await bodyOf(201, call('POST', `${at.organization.path}/activities`, { body }));
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

test('a newcomer finds all activities from the page of tasks, opens one, changes it, and sees its history', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks`);
    await page.getByRole('link', { name: 'All activities' }).click();
    await page.waitForURL(/\/activities$/);
    const list = page.getByRole('main');
    for (const text of [
      'Walk through the house',
      'Meeting',
      'Ask for the papers',
      'Call',
      'Order keys',
      'High',
    ])
      await list.getByText(text, { exact: true }).first().waitFor();
    await list.getByRole('link', { name: 'Ask for the papers' }).click();
    await page.waitForURL(/\/activities\/[\w-]{36}/);
    await page.getByRole('heading', { name: 'Ask for the papers' }).waitFor();
    await page.getByRole('link', { name: 'Marga Ruiz' }).first().waitFor();
  });
});

test('an activity is created in a form, and stands among the tasks and in the timeline of its record', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/activities/new`);
    await field(page, 'Title').fill('Measure the garden');
    await field(page, 'When').fill('2031-05-06T10:30');
    await button(page, 'Save').click();
    await page.waitForURL(/\/activities\/[\w-]{36}$/);
    const id = page.url().split('/').at(-1)!;
    const task = await bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks/${id}`));
    expect(task).toMatchObject({ title: 'Measure the garden', dueAt: '2031-05-06T08:30:00.000Z' });
    expect(task.assigneeId).toBe(at.person.userId);
  });
});

test('an activity is about several records, chosen in the form and on its page, and stands on each', async () => {
  await at.inWindow(async (page) => {
    const customer = await at.create('customers', { name: 'Harbour Foods' });
    const deal = await at.create('deals', { title: 'New kitchen' });
    await at.host.settled(at.organization);
    const aboutOf = async (): Promise<string[]> => {
      const id = page.url().split('/').at(-1)!;
      const path = `${at.organization.path}/activities/${id}`;
      const { about = [] } = await bodyOf(200, at.person.call('GET', path));
      return about.map((one: any) => one.id);
    };
    const pick = async (row: string, type: string, label: string, title: string) => {
      await page.getByLabel(row, { exact: true }).selectOption(type);
      await page.getByLabel(label, { exact: true }).click();
      await page.getByRole('option', { name: title }).click();
    };
    await page.goto(`${at.base}/activities/new`);
    await field(page, 'Title').fill('Choose the tiles');
    await field(page, 'When').fill('2031-05-07T10:30');
    await pick('About', 'contact', 'Contact', 'Marga Ruiz');
    await button(page, 'Add a record').click();
    await pick('About (2)', 'customer', 'Customer', 'Harbour Foods');
    await takePicture(page, 'about-form');
    await button(page, 'Save').click();
    await page.waitForURL(/\/activities\/[\w-]{36}$/);
    expect(await aboutOf()).toEqual([contact.id, customer.id]);
    await button(page, 'Add a record').click();
    await pick('About (3)', 'deal', 'Deal', 'New kitchen');
    await takePicture(page, 'about-page');
    await button(page, 'Save').click();
    await page.getByText('Saved').first().waitFor();
    expect(await aboutOf()).toEqual([contact.id, customer.id, deal.id]);
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/deals/${deal.id}`);
    await page.getByText('Choose the tiles').first().waitFor();
    await page.goto(`${at.base}/tasks?view=upcoming`);
    const row = page.locator('[data-task]').filter({ hasText: 'Choose the tiles' });
    await row.getByRole('link', { name: 'Marga Ruiz' }).waitFor();
    await row.getByTitle('Harbour Foods, New kitchen').waitFor();
    // What comes next on the page of a further record is about that one.
    await page.goto(`${at.base}/customers/${customer.id}`);
    await page.getByRole('checkbox', { name: 'Choose the tiles' }).first().click();
    const next = page.getByLabel('What’s next for Harbour Foods?').last();
    await next.fill('order them tomorrow');
    await page.keyboard.press('Enter');
    await page.getByText('order them').first().waitFor();
    await expect
      .poll(async () => {
        const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks`));
        return items.find(({ title }: any) => title === 'order them')?.recordId;
      })
      .toBe(customer.id);
  });
});

test('a record that is chosen twice counts once', async () => {
  await at.inWindow(async (page) => {
    const about = [{ type: 'contact', id: contact.id }];
    const body = { title: 'Twice', dueAt: inHours(40), about };
    const { call } = at.person;
    const made = await bodyOf(201, call('POST', `${at.organization.path}/activities`, { body }));
    await page.goto(`${at.base}/activities/${made.id}`);
    await button(page, 'Add a record').click();
    await page.getByLabel('About (2)', { exact: true }).selectOption('contact');
    await page.getByLabel('Contact', { exact: true }).last().click();
    await page.getByRole('option', { name: 'Marga Ruiz' }).click();
    await button(page, 'Save').click();
    await page.getByRole('link', { name: 'Marga Ruiz' }).first().waitFor();
    await button(page, 'Add a record').waitFor();
    const after = await bodyOf(200, call('GET', `${at.organization.path}/activities/${made.id}`));
    expect(after.about).toEqual(about);
  });
});

test.each([{ theme: 'light' }, { theme: 'dark' }, { theme: 'light', width: 375 }] as const)(
  'the list, a page and the form are free of axe findings and sideways scrolling in %o',
  async (look) => {
    const { page, context } = await openSignedIn(at.browser, at.host, at.person, look);
    const name = `${look.theme}${'width' in look ? `-${look.width}` : ''}`;
    const { items } = await bodyOf(
      200,
      at.person.call('POST', `${at.organization.path}/activities/query`, { body: {} }),
    );
    for (const [part, path] of Object.entries({
      list: 'activities',
      page: `activities/${items.find(({ title }: any) => title === 'Walk through the house').id}`,
      form: 'activities/new',
      tasks: 'tasks',
    })) {
      await page.goto(`${at.base}/${path}`);
      await loaded(page);
      await takePicture(page, `planned-${part}-${name}`);
      expect([part, await axeFindings(page)]).toEqual([part, []]);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect([part, isWide]).toEqual([part, false]);
    }
    await context.close();
  },
);
