import type { Locator, Page } from 'playwright-core';
import { bodyOf } from '../caller.ts';
import type { Workplace } from './workplace.ts';

/** A task as the API shows it, as far as tests of the calendar need it. */
export interface CalendarTask {
  id: string;
  version: number;
  title: string;
  dueAt: string;
  remindAt?: string;
  kindId?: string;
  durationMinutes?: number;
}

/** Creates a task by the API. */
export async function newTask(at: Workplace, values: Partial<CalendarTask>): Promise<CalendarTask> {
  const created: unknown = await at.create('tasks', values);
  await at.host.settled(at.organization);
  return created as CalendarTask;
}

export const taskNow = (at: Workplace, { id }: { id: string }): Promise<CalendarTask> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks/${id}`)) as Promise<CalendarTask>;

/** The tasks with a title that are due between two moments. */
export async function tasksNamed(
  at: Workplace,
  title: string,
  from: string,
  to: string,
): Promise<CalendarTask[]> {
  const query = { from, to, limit: '100' };
  const { items } = await bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks`, { query }));
  return (items as CalendarTask[]).filter((task) => task.title === title);
}

export async function openCalendar(at: Workplace, page: Page, query: string): Promise<void> {
  await page.goto(`${at.base}/tasks?view=calendar&${query}`);
  await page.locator('.calendar').waitFor();
  await page.waitForFunction(() => !document.querySelector('.calendar [aria-busy=true]'));
}

export const entry = (page: Page, title: string): Locator =>
  page.locator('[data-entry]').filter({ hasText: title });

/** Where a local time, in minutes of the scale, is in the column of a day. The place is scrolled into view. */
export async function placeOf(page: Page, day: string, minute: number): Promise<{ x: number; y: number }> {
  const column = page.locator(`[data-column="${day}"]`);
  return column.evaluate((node, place) => {
    const scroller = node.closest('[data-scroller]')!;
    const scale = Number(getComputedStyle(scroller).getPropertyValue('--minutes'));
    const offset = (place / scale) * node.clientHeight;
    const shown = node.getBoundingClientRect().top + offset;
    const { top, bottom } = scroller.getBoundingClientRect();
    // Far enough from the edges, near which dragging scrolls.
    if (shown < top + 120 || shown > bottom - 120) scroller.scrollTop += shown - (top + bottom) / 2;
    const box = node.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + offset };
  }, minute);
}

/** Waits until the code for dragging has been loaded. */
export const draggingLoaded = (page: Page): Promise<unknown> => page.waitForLoadState('networkidle');

export async function dragFromTo(
  page: Page,
  from: { x: number; y: number },
  to: { x: number; y: number },
): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 3, from.y + 8, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

export const said = (page: Page): Locator => page.locator('p[aria-live=assertive]');
export const titleInput = (page: Page): Locator => page.locator('[data-form] input').first();
export const dueInput = (page: Page): Locator => page.locator('[data-form] input[type=datetime-local]');
