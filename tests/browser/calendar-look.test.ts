import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
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
  titleInput,
  tasksNamed,
} from './calendar-pages.ts';
import { openSignedIn } from './site-under-test.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { timeZone: 'Europe/Madrid' });
  const hour = 3_600_000;
  const now = Math.floor(Date.now() / hour) * hour;
  for (const [title, hours] of [
    ['Send the contract', -2],
    ['Call the bank about the guarantee', 2],
    ['Prepare the visit', 2],
    ['Write the offer', 2.25],
    ['Ask for references', 26],
  ] as const)
    await newTask(at, { title, dueAt: new Date(now + hours * hour).toISOString() });
});
afterAll(() => at.close());

test('on a day with 25 hours, both times of the repeated hour have a place, at which tasks are created and moved', async () => {
  const day = '2027-10-31';
  const first = await newTask(at, { title: 'First time', dueAt: `${day}T00:30:00.000Z` });
  const second = await newTask(at, { title: 'Second time', dueAt: `${day}T01:30:00.000Z` });
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    await draggingLoaded(page);
    const hours = page.locator('.hours span');
    expect((await hours.allTextContents()).slice(0, 4)).toEqual(['1:00 AM', '2:00 AM', '2:00 AM', '3:00 AM']);
    const tops = async (title: string) => (await entry(page, title).boundingBox())!.y;
    expect((await tops('Second time')) - (await tops('First time'))).toBeCloseTo(48, 0);
    await takePicture(page, 'calendar-25-hours');
    await dragFromTo(page, await placeOf(page, day, 160), await placeOf(page, day, 235));
    await expect.poll(async () => (await taskNow(at, first)).dueAt).toBe(`${day}T01:45:00.000Z`);
    await entry(page, 'Second time').focus();
    for (const key of ['Space', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Space']) await page.keyboard.press(key);
    await expect.poll(async () => (await taskNow(at, second)).dueAt).toBe(`${day}T00:45:00.000Z`);
    const there = await placeOf(page, day, 200);
    await page.mouse.click(there.x, there.y);
    await titleInput(page).fill('In the second hour');
    expect(await dueInput(page).inputValue()).toBe(`${day}T02:00`);
    await page.keyboard.press('Control+Enter');
    await entry(page, 'In the second hour').waitFor();
    const [task] = await tasksNamed(at, 'In the second hour', `${day}T00:00:00.000Z`, `${day}T12:00:00.000Z`);
    expect(task?.dueAt).toBe(`${day}T01:00:00.000Z`);
  });
});

test('on a day with 23 hours, the skipped hour is marked, and what is created in it starts after it', async () => {
  const day = '2027-03-28';
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=day&day=${day}`);
    await draggingLoaded(page);
    await page.locator('.missing').waitFor();
    const there = await placeOf(page, day, 150);
    await takePicture(page, 'calendar-23-hours');
    await page.mouse.click(there.x, there.y);
    await titleInput(page).waitFor();
    expect(await dueInput(page).inputValue()).toBe(`${day}T03:00`);
  });
});

test('every view is free of accessibility findings in both themes, also with an open panel', async () => {
  await at.inWindow(async (page) => {
    for (const span of ['week', 'day', 'month', 'agenda']) {
      await page.emulateMedia({ colorScheme: 'light' });
      await openCalendar(at, page, `span=${span}`);
      await page.waitForTimeout(1_000);
      await takePicture(page, `calendar-${span}`);
      expect(await axeFindings(page)).toEqual([]);
      await entry(page, 'Call the bank').click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(300);
      await takePicture(page, `calendar-${span}-panel`);
      expect(await axeFindings(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await takePicture(page, `calendar-${span}-dark`);
      expect(await axeFindings(page, { rules: ['color-contrast'] })).toEqual([]);
    }
  });
});

test('on a phone, the agenda opens first, no view is wider than the window, and a long press and drag moves an entry', async () => {
  const day = '2027-06-09';
  const task = await newTask(at, { title: 'By finger', dueAt: `${day}T08:00:00.000Z` });
  const { page, context, errors } = await openSignedIn(at.browser, at.host, at.person, { phone: true });
  await openCalendar(at, page, '');
  expect(await page.getByRole('button', { name: 'Agenda', pressed: true }).count()).toBe(1);
  for (const span of ['agenda', 'day', 'week', 'month']) {
    await openCalendar(at, page, `span=${span}`);
    await page.waitForTimeout(500);
    await takePicture(page, `calendar-${span}-phone`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await axeFindings(page)).toEqual([]);
  }
  await openCalendar(at, page, `span=day&day=${day}`);
  await draggingLoaded(page);
  const start = await placeOf(page, day, 615);
  const touch = await context.newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y = 0) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: start.x, y }],
    });
  await send('touchStart', start.y);
  await page.locator('.entry.lifted').waitFor();
  for (let step = 1; step <= 5; step += 1) await send('touchMove', start.y + step * 19.2);
  await takePicture(page, 'calendar-dragging-phone');
  await send('touchEnd');
  await expect.poll(async () => (await taskNow(at, task)).dueAt).toBe(`${day}T10:00:00.000Z`);
  await entry(page, 'By finger').tap();
  const sheet = page.getByRole('dialog', { name: 'By finger' });
  await sheet.waitFor();
  await takePicture(page, 'calendar-sheet-phone');
  const box = (await sheet.boundingBox())!;
  expect([box.x, box.width, Math.round(box.y + box.height)]).toEqual([0, 375, 812]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  const free = await placeOf(page, day, 840);
  await page.touchscreen.tap(free.x, free.y);
  await titleInput(page).waitFor();
  expect(await dueInput(page).inputValue()).toBe(`${day}T14:00`);
  await takePicture(page, 'calendar-form-phone');
  expect(errors).toEqual([]);
  await context.close();
});

test('in Spanish, titles, times and announcements are Spanish, and the head of a phone fits', async () => {
  const day = '2027-09-15';
  await newTask(at, { title: 'Llamar al banco', dueAt: `${day}T08:00:00.000Z` });
  await at.speak('es');
  await at.inWindow(async (page) => {
    await openCalendar(at, page, `span=week&day=${day}`);
    expect(await page.locator('.hours span').first().textContent()).toBe('1:00');
    await entry(page, 'Llamar al banco').focus();
    for (const key of ['Space', 'ArrowRight']) await page.keyboard.press(key);
    await page.locator('[data-target]').waitFor();
    expect(await said(page).textContent()).toBe('jueves, 16 de septiembre, 10:00');
    await takePicture(page, 'calendar-week-spanish');
    await page.keyboard.press('Escape');
    expect(await said(page).textContent()).toBe('Llamar al banco vuelve a su sitio');
    await page.setViewportSize({ width: 375, height: 812 });
    await openCalendar(at, page, `span=day&day=${day}`);
    await takePicture(page, 'calendar-day-spanish-phone');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  });
  await at.speak('en');
});
