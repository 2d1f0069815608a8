import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { rowOf } from './task-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const get = (rest: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${rest}`));

test('what came of a call is chosen with one press while it is logged, and shown in the timeline', async () => {
  const contact = await at.create('contacts', { firstName: 'Uxía' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.getByRole('heading', { name: 'Uxía' }).first().waitFor();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Left a message' }).click();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'outcome-log');
    // The outcomes of calls are not those of meetings.
    await dialog.getByText('Meeting', { exact: true }).click();
    await dialog.getByRole('button', { name: 'No-show' }).waitFor();
    expect(await dialog.getByRole('button', { name: 'Left a message' }).count()).toBe(0);
    await dialog.getByText('Call', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Left a message' }).click();
    await dialog.getByRole('button', { name: 'Log activity' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('article').getByText('Left a message').waitFor();
    const { items } = await get(`activities/contact/${contact.id}`);
    expect(items).toMatchObject([{ kind: 'call', outcomeId: 'message' }]);
  });
});

test('what came of a planned call is chosen beside what is next, once it is done', async () => {
  const contact = await at.create('contacts', { firstName: 'Breogán' });
  const dueAt = new Date(Date.now() - 3_600_000).toISOString();
  const about = [{ type: 'contact', id: contact.id }];
  const made = await at.create('activities', { title: 'Ring the yard', kindId: 'call', dueAt, about });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks`);
    await rowOf(page, 'Ring the yard').getByRole('checkbox').click();
    const outcomes = page.getByRole('group', { name: 'Outcome of Ring the yard' });
    await outcomes.getByRole('button', { name: 'Reached' }).click();
    await expect.poll(async () => (await get(`tasks/${made.id}`)).outcomeId).toBe('reached');
    await outcomes.getByRole('button', { name: 'Reached', pressed: true }).waitFor();
    await takePicture(page, 'outcome-done');
    expect(await axeFindings(page)).toEqual([]);
    await outcomes.getByRole('button', { name: 'Reached' }).click();
    await expect.poll(async () => (await get(`tasks/${made.id}`)).outcomeId).toBeUndefined();
    await outcomes.getByRole('button', { name: 'No answer' }).click();
    await expect.poll(async () => (await get(`tasks/${made.id}`)).outcomeId).toBe('no-answer');
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/contacts/${contact.id}`);
    await page.getByRole('article').getByText('No answer').waitFor();
  });
});
