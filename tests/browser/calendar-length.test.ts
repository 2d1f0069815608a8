import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  dragFromTo,
  draggingLoaded,
  entry,
  newTask,
  openCalendar,
  placeOf,
  said,
  taskNow,
  tasksNamed,
  titleInput,
} from './calendar-pages.ts';
import { refusal, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { timeZone: 'Europe/Madrid' });
});
afterAll(() => at.close());

/** A Wednesday in a week of its own for each test, because they share an organization. */
const weeks = ['2027-01-13', '2027-01-20', '2027-01-27', '2027-02-17'];
const newWeek = () => weeks.shift()!;
const at9 = (day: string) => `${day}T08:00:00.000Z`;

test('a planned meeting is as high as it is long, says what it is, and keeps its length when it is moved', async () => {
  const day = newWeek();
  const meeting = { kindId: 'meeting', durationMinutes: 90 };
  const task = await newTask(at, { title: 'Tour', dueAt: at9(day), ...meeting });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    const { height } = (await entry(page, 'Tour').boundingBox())!;
    expect(Math.abs(height - 90 * 0.8)).toBeLessThan(3);
    expect(await entry(page, 'Tour').getAttribute('title')).toBe('Tour · Meeting · 90 min');
    await entry(page, 'Tour').locator('svg[aria-label="Meeting"]').waitFor();
    await entry(page, 'Tour').focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(`${day}T08:15:00.000Z`);
    expect(await taskNow(at, task)).toMatchObject(meeting);
  });
});

test('a meeting is planned in three actions: its time is drawn, what it is typed, and Enter pressed', async () => {
  const day = newWeek();
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await draggingLoaded(page);
    await dragFromTo(page, await placeOf(page, day, 602), await placeOf(page, day, 688));
    await titleInput(page).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await page.keyboard.type('Meeting about the roof');
    await page.keyboard.press('Enter');
    await entry(page, 'Meeting about the roof').waitFor();
    const [made] = await tasksNamed(at, 'Meeting about the roof', `${day}T00:00:00Z`, `${day}T23:00:00Z`);
    expect(made).toMatchObject({
      ...{ kindId: 'meeting', durationMinutes: 90 },
      dueAt: `${day}T09:00:00.000Z`,
    });
  });
});

test('dragging the lower edge of an entry changes how long it takes, Undo changes it back, and a refusal is told', async () => {
  const day = newWeek();
  const task = await newTask(at, { title: 'Stretched', dueAt: at9(day), durationMinutes: 60 });
  const lengthNow = async () => (await taskNow(at, task)).durationMinutes;
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await draggingLoaded(page);
    await dragFromTo(page, await placeOf(page, day, 597), await placeOf(page, day, 640));
    await expect.poll(lengthNow).toBe(105);
    expect((await taskNow(at, task)).dueAt).toBe(at9(day));
    expect(await said(page).textContent()).toBe('Stretched takes 105 minutes');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(lengthNow).toBe(60);
    await expect.poll(() => entry(page, 'Stretched').getAttribute('title')).toContain('60 min');
    // This scrolls, so that it comes first.
    const earlier = await placeOf(page, day, 545);
    await dragFromTo(page, await placeOf(page, day, 597), earlier);
    await expect.poll(lengthNow).toBe(15);
    await page.route(`**/tasks/${task.id}`, (route) =>
      route.request().method() === 'PATCH' ? route.fulfill(refusal) : route.continue(),
    );
    await entry(page, 'Stretched').focus();
    for (const key of ['Space', 'Shift+ArrowDown', 'Space']) await page.keyboard.press(key);
    await expect.poll(() => said(page).textContent()).toContain('The duration of Stretched wasn’t changed: ');
    expect(await lengthNow()).toBe(15);
  });
});

test('Shift with the arrow keys changes how long a held entry takes, until midnight at most, and Escape gives up', async () => {
  const day = newWeek();
  const task = await newTask(at, { title: 'Extended', dueAt: at9(day), durationMinutes: 60 });
  const late = await newTask(at, { title: 'Late', dueAt: `${day}T22:15:00.000Z` });
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    const longer = 'Shift+ArrowDown';
    await entry(page, 'Extended').focus();
    await press(page, 'Space', longer, longer);
    await expect.poll(() => said(page).textContent()).toBe('Until 10:30 AM, 90 minutes');
    await press(page, 'Escape');
    await page.locator(`[data-entry="${task.id}"]:focus`).waitFor();
    expect((await taskNow(at, task)).durationMinutes).toBe(60);
    await press(page, 'Space', 'ArrowDown', 'Shift+ArrowUp', 'Space');
    const changed = { dueAt: `${day}T08:15:00.000Z`, durationMinutes: 45 };
    await expect.poll(() => taskNow(at, task)).toMatchObject(changed);
    await page.locator(`[data-entry="${late.id}"]`).focus();
    await press(page, 'Space', longer, longer, longer, 'Space');
    await expect.poll(async () => (await taskNow(at, late)).durationMinutes).toBe(45);
  });
});
