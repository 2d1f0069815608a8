import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { rowOf } from './task-pages.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('the form of a task that was listed has its notes, and adds to them instead of replacing them', async () => {
  const dueAt = new Date(Date.now() + 30 * 60_000).toISOString();
  const { id } = await at.create('tasks', { title: 'Order the keys', notes: 'Two of each', dueAt });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks`);
    const row = rowOf(page, 'Order the keys');
    await row.getByRole('button', { name: 'Edit task' }).click();
    const notes = page.locator('main form').getByLabel('Notes');
    await expect.poll(() => notes.inputValue()).toBe('Two of each');
    await notes.press('End');
    await notes.pressSequentially(', and one for the cellar');
    await page.locator('main form').getByRole('button', { name: 'Save task' }).click();
    await notes.waitFor({ state: 'detached' });
  });
  const task = await bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks/${id}`));
  expect(task.notes).toBe('Two of each, and one for the cellar');
});
