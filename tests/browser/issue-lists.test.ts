import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { workAlways } from '../support.ts';
import { addClient } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
let urgent: any;
const path = (rest: string): string => `${at.organization.path}/${rest}`;
const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', path(plural), { body }));

beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await create('customers', { name: 'Harbour Foods' }));
  await workAlways(at.person.call, path(''), { urgent: { firstAnswerMinutes: 1, resolutionMinutes: 1440 } });
  urgent = await create('issues', { subject: 'Cold store too warm', customerId, priorityId: 'urgent' });
  await create('issues', {
    subject: 'Label is torn',
    customerId,
    priorityId: 'low',
    statusId: 'waiting',
    ownerId: at.person.userId,
  });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

const rowOf = (page: Page, subject: string): Locator => page.locator('tr').filter({ hasText: subject });
const styleOf = (locator: Locator, name: 'color' | 'backgroundColor'): Promise<string> =>
  locator.evaluate((element, property) => getComputedStyle(element)[property], name);

test('rows of issues show at a glance who has them, what is overdue or due soon, and how urgent they are', async () => {
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.clock.install({ time: Date.now() + 300_000 });
    await page.goto(`${at.base}/issues`);
    const [row, other] = [rowOf(page, 'Cold store too warm'), rowOf(page, 'Label is torn')];
    const [words, take] = [row.getByText('Unassigned'), row.getByRole('button', { name: /^Assign to me/ })];
    const [first, second] = [await words.boundingBox(), await take.boundingBox()];
    expect(second!.x).toBeGreaterThanOrEqual(first!.x + first!.width);
    expect(Math.abs(second!.y + second!.height / 2 - first!.y - first!.height / 2)).toBeLessThan(4);
    expect(await take.evaluate((button) => button.getBoundingClientRect().right)).toBeLessThanOrEqual(
      await take.locator('xpath=ancestor::td').evaluate((cell) => cell.getBoundingClientRect().right),
    );
    const status = other.locator('.status .word');
    expect(await status.evaluate((word) => word.scrollWidth <= word.clientWidth)).toBe(true);
    const [late, soon] = [row.locator('time.overdue'), row.locator('time:not(.overdue)')];
    const isWhole = (time: Locator) => time.evaluate((all) => all.scrollWidth <= all.clientWidth);
    expect([await isWhole(late), await isWhole(soon.first())]).toEqual([true, true]);
    expect(await late.innerText()).toMatch(/\d:\d\d/);
    expect(await soon.first().innerText()).toMatch(/^(Today|\w+ \d+), \d+:\d\d/);
    expect(await styleOf(late, 'color')).not.toBe(await styleOf(soon.first(), 'color'));
    const pill = (of: Locator, name: string) =>
      of.locator('td:not(.card-sub) .pill').filter({ hasText: name });
    expect(await styleOf(pill(row, 'Urgent'), 'backgroundColor')).not.toBe(
      await styleOf(pill(other, 'Low'), 'backgroundColor'),
    );
    await lookAround(page, 'issue-list');
    await page.goto(`${at.base}/issues/${urgent.id}`);
    await page.locator('[data-field=firstAnswerDueAt] time.overdue').waitFor();
  });
});

test('a list says what is overdue before anything else was fetched ahead', async () => {
  await at.inWindow(async (page) => {
    await page.clock.install({ time: Date.now() + 300_000 });
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    await page.goto(`${at.base}/issues`);
    const late = rowOf(page, 'Cold store too warm').locator('time.overdue').first();
    expect(await late.textContent()).toMatch(/, Overdue$/);
  });
});

test('sorts are named by what the values are', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues`);
    await page.getByRole('button', { name: 'Sort' }).click();
    const options = page.locator('[role=option]');
    await options.first().waitFor();
    const offered = await options.allInnerTexts();
    for (const sort of [
      'Priority, in order',
      'Priority, in reverse order',
      'Resolution due, earliest first',
      'First answer in time, “Yes” first',
      'Subject, A to Z',
    ])
      expect(offered).toContain(sort);
  });
});

test('the priority of many issues is set at once', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues`);
    await page.getByRole('checkbox', { name: 'Select Cold store too warm' }).click();
    await page.getByRole('button', { name: 'Edit field' }).click();
    const panel = page.getByRole('dialog', { name: 'Edit field' });
    await panel.getByRole('combobox').first().selectOption('Priority');
    await panel.getByRole('combobox').nth(1).selectOption('High');
    await panel.getByRole('button', { name: 'Apply' }).click();
    const priority = async () =>
      (await bodyOf(200, at.person.call('GET', path(`issues/${urgent.id}`)))).priorityId as string;
    await expect.poll(priority, { timeout: 60_000 }).toBe('high');
  });
});

test('a long description leaves the other fields in view, and is shown as a whole on request', async () => {
  const description = Array.from({ length: 30 }, (_, line) => `Line ${line} of what happened.`).join('\n');
  const { id } = await create('issues', { subject: 'A long story', customerId, description });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${id}`);
    const text = page.locator('[data-field=description]');
    const heightOf = async () => (await text.boundingBox())!.height;
    await text.waitFor();
    expect(await heightOf()).toBeLessThan(200);
    await lookAround(page, 'long-description');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(heightOf).toBeGreaterThan(400);
    await page.getByRole('button', { name: 'Show less' }).click();
    await expect.poll(heightOf).toBeLessThan(200);
  });
});

test('what a customer does in the portal is told of the customer, and not of a former member', async () => {
  const client = await addClient(at.host, at.organization, { customerId });
  const body = { subject: 'Opened in the portal' };
  const issue = await bodyOf(201, client.person.call('POST', path('portal/issues'), { body }));
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const line = page.locator('.middle article').filter({ hasText: 'created this' });
    expect((await line.locator('.what').innerText()).replaceAll(/\s+/g, ' ')).toMatch(
      /^The customer created this/,
    );
    await page.locator('.right dd').filter({ hasText: 'The customer' }).first().waitFor();
    await page.goto(`${at.base}/customers/${customerId}`);
    await page
      .locator('.middle article')
      .filter({ hasText: /Issue opened:\s*Opened in the portal/ })
      .waitFor();
    expect(await page.getByText('Former member').count()).toBe(0);
  });
});
