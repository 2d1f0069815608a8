import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 120_000 });

const hour = 3_600_000;
let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const contact = await at.create('contacts', { firstName: 'Uxía' });
  const about = [{ type: 'contact', id: contact.id }];
  const plan = (title: string, values: object) =>
    at.create('activities', {
      ...{ title, dueAt: new Date(Date.now() - hour).toISOString() },
      ...values,
    });
  const done = async (title: string, values: object) => {
    const { id, version } = await plan(title, values);
    const path = `${at.organization.path}/activities/${id}`;
    await bodyOf(200, at.person.call('PATCH', path, { body: { done: true }, ifMatch: version }));
  };
  await done('Visit the yard', { kindId: 'meeting', about, outcomeId: 'held', durationMinutes: 60 });
  await done('Tidy the files', {});
  await plan('Ring the yard', { kindId: 'call', about });
  await at.create(`activities/contact/${contact.id}`, { kind: 'call', title: 'Asked for prices' });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

test('the history has what was planned and is done, narrowed by type and by what came of it', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/tasks?view=history`);
    const titles = () => page.locator('.history li:has(time) .title').allTextContents();
    await expect
      .poll(async () => (await titles()).sort())
      .toEqual(['Asked for prices', 'Tidy the files', 'Visit the yard']);
    await page.getByText('Meeting · Took place · ').waitFor();
    await takePicture(page, 'history-planned');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Took place');
    await expect.poll(titles).toEqual(['Visit the yard']);
    await page.reload();
    await expect.poll(titles).toEqual(['Visit the yard']);
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('No outcome');
    await page.getByRole('combobox', { name: 'Type' }).selectOption('Call');
    await expect.poll(titles).toEqual(['Asked for prices']);
  });
});

test('reports count it by type, outcome and plan, and each number opens the activities that it counts', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/analytics/activities`);
    const stat = (name: string) =>
      page.locator('.stats > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
    for (const [name, value] of [
      ['Activities', '3'],
      ['Calls', '1'],
      ['Meetings', '1'],
      ['Tasks', '1'],
      ['Minutes', '60'],
      ['Planned', '3'],
      ['Planned and done', '2'],
      ['Share done', '66.7%'],
    ] as const)
      await stat(name).getByText(value, { exact: true }).waitFor();
    await takePicture(page, 'analytics-activities');
    expect(await axeFindings(page)).toEqual([]);
    await stat('Planned').getByRole('link').click();
    await page.waitForURL(/\/activities\?filter=dueAt/);
    await expect.poll(() => page.locator('tbody tr[data-row]').count()).toBe(3);
    await page.goBack();
    await page
      .getByRole('row', { name: /^Meeting/ })
      .getByRole('link', { name: 'Meeting' })
      .click();
    await expect
      .poll(() => page.locator('.history li:has(time) .title').allTextContents())
      .toEqual(['Visit the yard']);
    await page.goto(`${at.base}/analytics/activityOutcomes`);
    await page.getByRole('row', { name: /^None/ }).waitFor();
    await page
      .getByRole('row', { name: /^Took place/ })
      .getByRole('link', { name: '1' })
      .first()
      .click();
    await expect
      .poll(() => page.locator('.history li:has(time) .title').allTextContents())
      .toEqual(['Visit the yard']);
  });
});
