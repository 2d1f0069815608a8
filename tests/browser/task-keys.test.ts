import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { openSignedIn } from './site-under-test.ts';
import { rowOf, TaskPages } from './task-pages.ts';
import { refusal, Workplace } from './workplace.ts';

let at: Workplace;
let tasks: TaskPages;
let customer: { id: string };
beforeAll(async () => {
  at = await Workplace.open();
  tasks = await new TaskPages(at).open();
  customer = await at.create('customers', { name: 'Harbour Foods' });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

/** Creates tasks that are due at noon, the first one tomorrow. */
async function newTasks(titles: string[], values: object = {}): Promise<any[]> {
  const made = [];
  for (const [place, title] of titles.entries())
    made.push(await at.create('tasks', { title, dueAt: tasks.instant(place + 1, '12:00'), ...values }));
  await at.host.settled(at.organization);
  return made;
}
const ofCustomer = () => ({ recordType: 'customer', recordId: customer.id });
/** The title of the task in whose row the focus is. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-task]')?.querySelector('.title')?.textContent);
async function expectFocus(page: Page, title: string): Promise<void> {
  await expect.poll(() => focused(page)).toBe(title);
}
async function openUpcoming(page: Page, title: string): Promise<void> {
  await page.goto(`${at.base}/tasks?view=upcoming`);
  await rowOf(page, title).waitFor();
  // The keys of the list are loaded after its rows.
  await expect
    .poll(async () => {
      await page.keyboard.press('j');
      return focused(page);
    })
    .toBeTruthy();
  for (let press = 0; press < 20 && (await focused(page)) !== title; press++) await page.keyboard.press('k');
  for (let press = 0; press < 20 && (await focused(page)) !== title; press++) await page.keyboard.press('j');
  await expectFocus(page, title);
}

describe('the keys of a list of tasks', () => {
  test('move, tick, edit and leave, and keep the focus in the list', async () => {
    const [one, two] = await newTasks(['Keys one', 'Keys two', 'Keys three']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Keys one');
      await page.keyboard.press('ArrowDown');
      await expectFocus(page, 'Keys two');
      await page.keyboard.press('j');
      await expectFocus(page, 'Keys three');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('k');
      await expectFocus(page, 'Keys one');
      await page.keyboard.press('x');
      await expect.poll(async () => (await tasks.read(one.id)).doneAt).toBeTruthy();
      await expectFocus(page, 'Keys one');
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await expect.poll(async () => (await tasks.read(two.id)).doneAt).toBeTruthy();
      await page.keyboard.press('Space');
      await expect.poll(async () => (await tasks.read(two.id)).doneAt).toBeUndefined();
      await page.keyboard.press('e');
      await page.getByLabel(/^Title/).fill('Keys two, edited');
      await page.keyboard.press('Enter');
      await expectFocus(page, 'Keys two, edited');
      await page.keyboard.press('e');
      await page.getByLabel(/^Title/).waitFor();
      await page.keyboard.press('Escape');
      await expectFocus(page, 'Keys two, edited');
      await page.keyboard.press('Escape');
      expect(await focused(page)).toBeUndefined();
      await page.keyboard.press('x');
      expect((await tasks.read(two.id)).doneAt).toBeUndefined();
      await page.keyboard.press('?');
      await page.locator('dialog').getByText('Snooze the task').waitFor();
      await takePicture(page, 'task-shortcuts');
    });
  });

  test('open the record of a task, or else its form', async () => {
    await newTasks(['Enter with record'], ofCustomer());
    await newTasks(['Enter without']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Enter without');
      await page.keyboard.press('Enter');
      await page.getByLabel(/^Title/).waitFor();
      await page.keyboard.press('Escape');
      await openUpcoming(page, 'Enter with record');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/customers/${customer.id}`);
    });
  });

  test('work after a click on a tab', async () => {
    await newTasks(['After a tab']);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks`);
      await page.getByRole('tab', { name: 'Upcoming' }).click();
      await rowOf(page, 'After a tab').waitFor();
      await expect
        .poll(async () => {
          await page.keyboard.press('j');
          return focused(page);
        })
        .toBeTruthy();
    });
  });
});

describe('a snoozed task', () => {
  test('moves with its reminder by the menu and its keys, and back by Undo', async () => {
    const dueAt = tasks.instant(1, '12:00');
    const remindAt = tasks.instant(1, '11:00');
    const task = await at.create('tasks', { title: 'Snooze me', dueAt, remindAt, ...ofCustomer() });
    await newTasks(['Snoozed before', 'Snoozed between', 'Snoozed after']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Snooze me');
      await page.keyboard.press('s');
      const menu = page.getByRole('menu', { name: 'Snooze' });
      await menu.waitFor();
      await takePicture(page, 'task-snooze');
      await menu.getByRole('menuitem', { name: /^A week later/ }).press('Enter');
      await expect.poll(() => tasks.dueOf(task.id)).toBe(tasks.local(8, '12:00'));
      expect((await tasks.read(task.id)).remindAt).toBe(tasks.instant(8, '11:00'));
      await expectFocus(page, 'Snooze me');
      expect(await rowOf(page, 'Snooze me').getByRole('link').textContent()).toBe('Harbour Foods');
      await page.keyboard.press('Control+z');
      await expect.poll(() => tasks.dueOf(task.id)).toBe(tasks.local(1, '12:00'));
      expect((await tasks.read(task.id)).remindAt).toBe(remindAt);
    });
  });

  test('that leaves the list gives the focus to the row in its place', async () => {
    const late = await at.create('tasks', { title: 'Late one', dueAt: tasks.instant(-3, '12:00') });
    await at.create('tasks', { title: 'Late two', dueAt: tasks.instant(-2, '12:00') });
    await at.host.settled(at.organization);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/tasks?view=overdue`);
      await rowOf(page, 'Late one').waitFor();
      await expect
        .poll(async () => {
          await page.keyboard.press('k');
          return focused(page);
        })
        .toBe('Late one');
      await page.keyboard.press('s');
      await page.getByRole('menuitem', { name: /^Tomorrow/ }).press('Enter');
      await rowOf(page, 'Late one').waitFor({ state: 'detached' });
      await expectFocus(page, 'Late two');
      // From today, not from the day on which it was due.
      await expect.poll(() => tasks.dueOf(late.id)).toBe(tasks.local(1, '12:00'));
    });
  });

  test('can be put off to any time', async () => {
    const [task] = await newTasks(['Snooze to a date']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Snooze to a date');
      await page.keyboard.press('s');
      await page.getByRole('menuitem', { name: 'Pick a date…' }).click();
      const dialog = page.locator('dialog[open]');
      await dialog.getByLabel('Due').fill(tasks.local(20, '08:15'));
      await page.keyboard.press('Enter');
      await expect.poll(() => tasks.dueOf(task.id)).toBe(tasks.local(20, '08:15'));
    });
  });

  test('moves once the service can be reached again, and stays where it was if it’s refused', async () => {
    const [task] = await newTasks(['Snooze offline']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Snooze offline');
      const time = rowOf(page, 'Snooze offline').locator('time');
      const putOff = async () => {
        await page.keyboard.press('s');
        await page.getByRole('menuitem', { name: /^A day later/ }).press('Enter');
      };
      await page.route('**/tasks/*', (route) => route.abort());
      await putOff();
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      expect(await tasks.dueOf(task.id)).toBe(tasks.local(1, '12:00'));
      await page.unroute('**/tasks/*');
      // Another request can show first that the service is back, which sends the change again, too.
      const again = page.getByRole('button', { name: 'Try again' });
      await again.click({ timeout: 3_000 }).catch(() => again.waitFor({ state: 'detached' }));
      await expect.poll(() => tasks.dueOf(task.id)).toBe(tasks.local(2, '12:00'));
      await page
        .locator('.toast')
        .getByText(/^Snooze offline: due/)
        .waitFor();
      const before = await time.textContent();
      await page.route('**/tasks/*', (route) => route.fulfill(refusal));
      await rowOf(page, 'Snooze offline').getByRole('checkbox').focus();
      await putOff();
      await page
        .locator('.toast')
        .getByText(/^Snooze offline/)
        .waitFor({ state: 'detached' });
      await expect.poll(() => time.textContent()).toBe(before);
      await page.unroute('**/tasks/*');
      expect(await tasks.dueOf(task.id)).toBe(tasks.local(2, '12:00'));
    });
  });
});

describe('after a task about a record is done', () => {
  test('one line creates the next task about it, and the keys of the list go on meanwhile', async () => {
    await newTasks(['Done with it'], ofCustomer());
    await newTasks(['Another one'], ofCustomer());
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Done with it');
      await page.keyboard.press('x');
      const line = page.getByLabel('What’s next for Harbour Foods?', { exact: true }).locator('input');
      await line.waitFor();
      await expectFocus(page, 'Done with it');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.keyboard.press('n');
      await page.keyboard.type('Call them in 3 days 10:00');
      await page.locator('[data-next] .reading b').waitFor();
      await takePicture(page, 'task-next');
      await page.keyboard.press('Enter');
      await line.waitFor({ state: 'detached' });
      await expectFocus(page, 'Done with it');
      const [next] = await tasks.named('Call them');
      expect(next).toMatchObject(ofCustomer());
      expect(await tasks.dueOf(next.id)).toBe(tasks.local(3, '10:00'));
    });
  });

  test('Esc and leaving the line alone create nothing', async () => {
    await newTasks(['Left alone'], ofCustomer());
    await newTasks(['Done next'], ofCustomer());
    await newTasks(['About nothing']);
    await at.inWindow(async (page) => {
      await openUpcoming(page, 'Left alone');
      const before = (await tasks.all()).length;
      const forms = page.locator('[data-next]');
      await page.keyboard.press('x');
      await forms.waitFor();
      await page.keyboard.press('n');
      await page.keyboard.press('Escape');
      await forms.waitFor({ state: 'detached' });
      await expectFocus(page, 'Left alone');
      await rowOf(page, 'About nothing').getByRole('checkbox').click();
      await page.locator('.toast').getByText('Done: About nothing').waitFor();
      expect(await forms.count()).toBe(0);
      await rowOf(page, 'Done next').getByRole('checkbox').click();
      await forms.waitFor();
      await page.locator('.toast').getByText('Done: Done next').waitFor();
      await expect.poll(async () => (await tasks.all()).length).toBe(before - 3);
    });
  });

  test('the page of the record asks, too', async () => {
    const [task] = await newTasks(['On the page'], ofCustomer());
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/customers/${customer.id}`);
      await page.getByRole('checkbox', { name: `Done: ${task.title}` }).click();
      const line = page.locator('[data-next] input');
      await line.fill('Thank them tomorrow');
      await line.press('Enter');
      await page.locator('.upcoming').getByText('Thank them', { exact: true }).waitFor();
      expect(await page.locator('[data-next]').count()).toBe(0);
      const [next] = await tasks.named('Thank them');
      expect(next).toMatchObject(ofCustomer());
    });
  });
});

test.each([
  { theme: 'light', phone: true },
  { theme: 'dark', phone: false },
] as const)('a list with an open line has no barriers, $theme, phone: $phone', async (look) => {
  await newTasks([`Bare ${look.theme}`], ofCustomer());
  const { context, page, errors } = await openSignedIn(at.browser, at.host, at.person, look);
  await page.goto(`${at.base}/tasks?view=upcoming`);
  await rowOf(page, `Bare ${look.theme}`).getByRole('checkbox').click();
  await page.locator('[data-next] input').fill('Call them friday 10:00');
  await page.locator('[data-next] .reading b').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(width).toBeLessThanOrEqual(0);
  await takePicture(page, `task-next-${look.theme}${look.phone ? '-phone' : ''}`);
  expect(errors).toEqual([]);
  await context.close();
});
