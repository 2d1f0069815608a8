import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toZoned } from '#lib/i18n/zoned-time.ts';
import { bodyOf } from '../caller.ts';
import {
  dragFromTo,
  draggingLoaded,
  dueInput,
  entry,
  newTask,
  openCalendar,
  placeOf,
  said,
  taskNow,
  tasksNamed,
  titleInput,
} from './calendar-pages.ts';
import { middleOf } from './cards.ts';
import { refusal, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { timeZone: 'Europe/Madrid' });
});
afterAll(() => at.close());

const [from, to] = ['2027-01-01T00:00:00.000Z', '2027-12-31T00:00:00.000Z'];
/** A Wednesday in a week of its own for each test, because they share an organization. */
const weeks = [
  '2027-02-03',
  '2027-02-10',
  '2027-02-17',
  '2027-02-24',
  '2027-03-03',
  '2027-03-10',
  '2027-04-07',
];
const newWeek = () => weeks.shift()!;
const at9 = (day: string) => `${day}T08:00:00.000Z`;

test('a drag over an empty part of a day opens the form with that time, and the task appears there', async () => {
  const day = newWeek();
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await draggingLoaded(page);
    await dragFromTo(page, await placeOf(page, day, 630), await placeOf(page, day, 692));
    expect(await dueInput(page).inputValue()).toBe(`${day}T10:30`);
    expect(await page.locator('[data-selection]').textContent()).toContain('10:30 AM – 11:45 AM');
    await titleInput(page).fill('Drawn');
    await page.getByRole('button', { name: 'Add task' }).click();
    await entry(page, 'Drawn').waitFor();
    expect(await page.locator('[data-form]').count()).toBe(0);
    const [task] = await tasksNamed(at, 'Drawn', from, to);
    expect(task?.dueAt).toBe(`${day}T09:30:00.000Z`);
  });
});

test('a click chooses the half hour under it, and a click beside the open form only closes it and keeps the draft', async () => {
  const day = newWeek();
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    const [there, elsewhere] = [await placeOf(page, day, 785), await placeOf(page, day, 930)];
    await page.mouse.click(there.x, there.y);
    expect(await dueInput(page).inputValue()).toBe(`${day}T13:00`);
    await titleInput(page).fill('Half written');
    await page.mouse.click(elsewhere.x, elsewhere.y);
    await page.locator('[data-form]').waitFor({ state: 'detached' });
    await page.mouse.click(elsewhere.x, elsewhere.y);
    await titleInput(page).waitFor();
    expect([await titleInput(page).inputValue(), await dueInput(page).inputValue()]).toEqual([
      'Half written',
      `${day}T15:30`,
    ]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-form]').waitFor({ state: 'detached' });
  });
});

test('the arrow keys choose a time, Enter opens the form with it, and Escape returns to it', async () => {
  const day = newWeek();
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await page.locator('[data-slot]').focus();
    const start = await page.locator('[data-slot]').getAttribute('aria-label');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    const focused = page.locator('[data-slot]:focus');
    await expect.poll(() => focused.getAttribute('aria-label')).toContain('Thursday');
    expect(await focused.getAttribute('aria-label')).not.toBe(start);
    await page.keyboard.press('Enter');
    await titleInput(page).waitFor();
    const due = await dueInput(page).inputValue();
    await page.keyboard.press('Escape');
    await focused.waitFor();
    await page.keyboard.press('Enter');
    await titleInput(page).fill('By keyboard');
    await page.keyboard.press('Control+Enter');
    await entry(page, 'By keyboard').waitFor();
    await focused.waitFor();
    const [task] = await tasksNamed(at, 'By keyboard', from, to);
    expect(toZoned(task!.dueAt, 'Europe/Madrid')).toBe(due);
  });
});

test('“+ Task” creates on the chosen day', async () => {
  const day = newWeek();
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=month&day=${day}`);
    await page.getByRole('button', { name: 'Task', exact: true }).click();
    await titleInput(page).waitFor();
    expect(await dueInput(page).inputValue()).toBe(`${day}T09:00`);
    await page.keyboard.press('Escape');
    await page.locator('[data-form]').waitFor({ state: 'detached' });
    const next = `${day.slice(0, 8)}${String(Number(day.slice(8)) + 1).padStart(2, '0')}`;
    await page.locator(`[data-day="${day}"]`).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator(`[data-day="${next}"]:focus`).waitFor();
    await page.keyboard.press('Enter');
    await titleInput(page).waitFor();
    expect(await dueInput(page).inputValue()).toBe(`${next}T09:00`);
  });
});

test('an entry dragged to another day and time is moved with its reminder, and Undo moves both back', async () => {
  const day = newWeek();
  const task = await newTask(at, {
    title: 'Dragged',
    dueAt: at9(day),
    remindAt: `${day}T06:45:00.000Z`,
  });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await draggingLoaded(page);
    const target = day.slice(0, 8) + String(Number(day.slice(8)) + 2).padStart(2, '0');
    const grip = await placeOf(page, day, 550);
    await dragFromTo(page, grip, await placeOf(page, target, 714));
    await page.locator(`[data-column="${target}"] [data-entry="${task.id}"]`).waitFor();
    // The pointer is ten minutes after the start, and 11:44 is nearest to 11:45.
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(`${target}T10:45:00.000Z`);
    expect((await taskNow(at, task)).remindAt).toBe(`${target}T09:30:00.000Z`);
    expect(await said(page).textContent()).toMatch(/^Dragged moved to \w+, \w+ \d+, 11:45 AM$/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator(`[data-column="${day}"] [data-entry="${task.id}"]`).waitFor();
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(at9(day));
    expect((await taskNow(at, task)).remindAt).toBe(`${day}T06:45:00.000Z`);
  });
});

test('in a month, an entry dragged to another day, also after a clock change, keeps its time of day', async () => {
  const task = await newTask(at, { title: 'In a month', dueAt: '2027-03-25T08:20:00.000Z' });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, 'span=month&day=2027-03-25');
    await draggingLoaded(page);
    const grip = await middleOf(entry(page, 'In a month'));
    await dragFromTo(page, grip, await middleOf(page.locator('[data-day="2027-03-30"]')));
    await page.locator(`[data-day="2027-03-30"] [data-entry="${task.id}"]`).waitFor();
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe('2027-03-30T07:20:00.000Z');
    expect(await page.locator('[data-form]').count()).toBe(0);
  });
});

test('Space lifts an entry, the arrow keys move it, also into another week, and Space drops or Escape gives up', async () => {
  const day = newWeek();
  const task = await newTask(at, { title: 'Lifted', dueAt: at9(day) });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await entry(page, 'Lifted').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => said(page).textContent()).toContain('Lifted picked up');
    for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
    await page.locator('[data-target]').waitFor();
    expect(await said(page).textContent()).toMatch(/^Sunday, .+, 9:15 AM$/);
    await page.keyboard.press('Escape');
    await page.locator(`[data-entry="${task.id}"]:focus`).waitFor();
    expect(await said(page).textContent()).toBe('Lifted put back');
    expect((await taskNow(at, task)).dueAt).toBe(at9(day));

    await page.keyboard.press('Space');
    for (const key of ['ArrowUp', 'ArrowRight']) await page.keyboard.press(key);
    await page.keyboard.press('Space');
    await page.locator(`[data-entry="${task.id}"]:focus`).waitFor();
    const [hour, date] = ['T07:45:00.000Z', String(Number(day.slice(8)) + 1).padStart(2, '0')];
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(day.slice(0, 8) + date + hour);
  });
});

test('an entry that is carried into another week and dropped when that is shown is moved there', async () => {
  const day = '2027-09-08';
  const task = await newTask(at, { title: 'Carried', dueAt: at9(day) });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await entry(page, 'Carried').focus();
    await page.keyboard.press('Space');
    for (let days = 0; days < 7; days += 1) await page.keyboard.press('ArrowRight');
    await page.locator('[data-target]').waitFor();
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => !document.querySelector('.calendar [aria-busy=true]'));
    await page.keyboard.press('Space');
    const due = new Date(Date.parse(at9(day)) + 7 * 86_400_000).toISOString();
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(due);
  });
});

test('a refused move shows the entry where it was, says why, and a move that follows quickly is sent after the first', async () => {
  const day = newWeek();
  const task = await newTask(at, { title: 'Refused', dueAt: at9(day) });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    const home = page.locator(`[data-column="${day}"] [data-entry="${task.id}"]`);
    const held: Route[] = [];
    await page.route(`**/tasks/${task.id}`, (route) =>
      route.request().method() === 'PATCH' ? void held.push(route) : route.continue(),
    );
    const moveRight = async () => {
      await entry(page, 'Refused').focus();
      for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
    };
    await moveRight();
    await home.waitFor({ state: 'detached' });
    await expect.poll(() => held.length).toBe(1);
    await held[0]!.fulfill(refusal);
    await home.waitFor();
    await expect.poll(() => said(page).textContent()).toContain('Refused was moved back: ');
    expect((await taskNow(at, task)).dueAt).toBe(at9(day));

    await moveRight();
    await moveRight();
    await expect.poll(() => held.length).toBe(2);
    await page.waitForTimeout(300);
    expect(held.length).toBe(2);
    await held[1]!.continue();
    await expect.poll(() => held.length).toBe(3);
    await held[2]!.continue();
    const friday = day.slice(0, 8) + String(Number(day.slice(8)) + 2).padStart(2, '0');
    await expect.poll(async () => (await taskNow(at, task)).dueAt.slice(0, 10)).toBe(friday);
    await page.locator(`[data-column="${friday}"] [data-entry="${task.id}"]`).waitFor();
  });
});

test('Enter opens an entry in place, where it is marked as done, edited and deleted, and Escape returns to it', async () => {
  const day = '2027-05-12';
  const { path } = at.organization;
  const contact = await at.newContact({ firstName: 'Ada', lastName: 'Quay' });
  const values = { title: 'Opened', dueAt: at9(day), notes: 'Bring ropes' };
  const task = await newTask(at, { ...values, recordType: 'contact', recordId: contact.id } as never);
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=month&day=${day}`);
    await entry(page, 'Opened').focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Opened' });
    await panel.getByText('Bring ropes').waitFor();
    expect(await panel.getByRole('link').getAttribute('href')).toBe(`${at.base}/contacts/${contact.id}`);
    await panel.getByRole('checkbox').click();
    await page.locator('.entry.done').waitFor();
    await panel.getByRole('button', { name: 'Edit' }).click();
    await titleInput(page).fill('Opened and edited');
    await page.keyboard.press('Escape');
    // The first Escape leaves the form, the second one the panel.
    await panel.getByText('Bring ropes').waitFor();
    await page.keyboard.press('Escape');
    await page.locator(`[data-entry="${task.id}"]:focus`).waitFor();
    await page.keyboard.press('Enter');
    expect(await titleInput(page).inputValue()).toBe('Opened and edited');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').getByRole('heading', { name: 'Opened and edited' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    await entry(page, 'Opened and edited').waitFor({ state: 'detached' });
    // The entry goes before the service has answered.
    const deletedAt = async (): Promise<unknown> =>
      (await bodyOf(200, at.person.call('GET', `${path}/tasks/${task.id}`))).deletedAt;
    await expect.poll(deletedAt).toBeTruthy();
  });
});
