import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addMember } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { rowOf, TaskPages } from './task-pages.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
let tasks: TaskPages;
beforeAll(async () => {
  at = await Workplace.open();
  tasks = await new TaskPages(at).open();
});
afterAll(() => at.close());

const today = (page: Page): Locator => page.getByRole('region', { name: 'Today', exact: true });
const waiting = (page: Page, title: string): Locator =>
  today(page).locator('[data-waiting]').filter({ hasText: title });
const day = (from: number): string => tasks.local(from, '12:00').slice(0, 10);

/** A sent quote whose last day is some days away. */
async function sentQuote(values: object): Promise<any> {
  const line = { description: 'Crane', quantity: 1, unitPriceMinor: 10_000, taxPercent: 0 };
  const quote = await at.create('quotes', { lines: [line], ...values });
  const path = `${at.organization.path}/quotes/${quote.id}/mark-sent`;
  return bodyOf(200, at.person.call('POST', path, { ifMatch: quote.version }));
}
/** What waits, with its reasons, in the order of the page. */
const lines = async (page: Page): Promise<string[]> =>
  (await today(page).locator('[data-waiting]').allInnerTexts()).map((text) =>
    text.split('\n').filter(Boolean).join(' | '),
  );

test('what waits for the user stands first, with the reason, and what does not wait is left out', async () => {
  const ownerId = at.person.userId;
  const other = await addMember(at.host, at.organization, 'employee');
  const { id: customerId } = await at.create('customers', { name: 'Harbour Foods' });
  await at.create('leads', { firstName: 'Aitana', lastName: 'Rey', company: 'Port & Co', ownerId });
  const answered = await at.create('leads', { firstName: 'Breixo', lastName: 'Lema', ownerId });
  await at.create(`activities/lead/${answered.id}`, { kind: 'call', title: 'Spoke' });
  const called = await at.create('leads', { firstName: 'Catuxa', lastName: 'Neira', ownerId });
  const call = { title: 'Call Catuxa', kindId: 'call', dueAt: tasks.instant(-1, '10:00'), done: true };
  await at.create('activities', { ...call, about: [{ type: 'lead', id: called.id }] });
  await at.create('leads', { firstName: 'Of', lastName: 'Another', ownerId: other.userId });
  await at.create('deals', { title: 'Nothing planned', customerId, ownerId });
  await at.create('deals', { title: 'Past its date', expectedCloseDate: day(-3), ownerId });
  const planned = await at.create('deals', { title: 'All is well', ownerId });
  const about = { recordType: 'deal', recordId: planned.id };
  await at.create('tasks', { title: 'Later', dueAt: tasks.instant(9, '09:00'), ...about });
  await at.create('tasks', { title: 'Ring the bell', dueAt: tasks.instant(-1, '09:00') });
  const expiring = await sentQuote({ customerId, ownerId, validUntil: day(2) });
  await sentQuote({ customerId, ownerId, validUntil: day(20) });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await expect
      .poll(() => lines(page))
      .toEqual([
        'Aitana Rey | Came in today | Port & Co',
        'Past its date | Should have closed 3 days ago | No next step',
        'Nothing planned | No next step | Harbour Foods',
        `${expiring.code} | Expires in 2 days | Harbour Foods | $100`,
      ]);
    await rowOf(page, 'Ring the bell').getByText('Overdue').waitFor();
    const [first, numbers] = await Promise.all([
      today(page).boundingBox(),
      page.locator('.stats').boundingBox(),
    ]);
    expect(first!.y).toBeLessThan(numbers!.y);
    await lookAround(page, 'today');
  });
});

test('the next step of a deal is planned in its row, which then leaves, by keys alone', async () => {
  const deal = await at.create('deals', { title: 'Needs a plan', ownerId: at.person.userId });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await waiting(page, 'Needs a plan').getByRole('link').focus();
    await page.keyboard.press('n');
    await page.getByLabel('What’s next for Needs a plan?').last().waitFor();
    await page.keyboard.type('call in 2 days');
    await page.keyboard.press('Enter');
    await waiting(page, 'Needs a plan').waitFor({ state: 'detached' });
    const made = (await bodyOf(200, at.person.call('GET', `${at.organization.path}/tasks`))).items.find(
      ({ recordId }: { recordId: string }) => recordId === deal.id,
    );
    expect(made).toMatchObject({ title: 'call' });
    expect(await tasks.dueOf(made.id)).toBe(tasks.local(2, '09:00'));
  });
});

test('a lead leaves once its answer is logged from its row', async () => {
  const lead = await at.create('leads', {
    firstName: 'Olalla',
    lastName: 'Freire',
    ownerId: at.person.userId,
  });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await waiting(page, 'Olalla Freire').getByRole('link').focus();
    await page.keyboard.press('r');
    await page.getByRole('dialog', { name: 'Log activity: Olalla Freire' }).getByLabel('Title').waitFor();
    await page.keyboard.press('Enter');
    await waiting(page, 'Olalla Freire').waitFor({ state: 'detached' });
    const path = `${at.organization.path}/activities/lead/${lead.id}`;
    expect((await bodyOf(200, at.person.call('GET', path))).items).toMatchObject([{ kind: 'call' }]);
  });
});

test('a line in which something was typed stays, also if its record waits no longer', async () => {
  const lead = await at.create('leads', { firstName: 'Xoel', lastName: 'Mera', ownerId: at.person.userId });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await waiting(page, 'Xoel Mera').getByRole('link').focus();
    await page.keyboard.press('n');
    const line = page.getByLabel('What’s next for Xoel Mera?').last();
    await line.fill('send');
    await at.create(`activities/lead/${lead.id}`, { kind: 'call', title: 'Spoke' });
    await at.create('tasks', { title: 'Other', dueAt: tasks.instant(3, '09:00') });
    await at.host.settled(at.organization);
    await waiting(page, 'Xoel Mera')
      .getByRole('button', { name: /^Log activity/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Log activity' }).click();
    await page.getByText('Logged: Call').waitFor();
    await page.waitForTimeout(4_000);
    expect(await line.inputValue()).toBe('send');
  });
});

test('ten overdue tasks of a morning take two keys each: done, and on to the next', async () => {
  const person = await addMember(at.host, at.organization, 'employee');
  for (let index = 0; index < 10; index++) {
    const body = { title: `Overdue ${index}`, dueAt: tasks.instant(-10 + index, '09:00') };
    await bodyOf(201, person.call('POST', `${at.organization.path}/tasks`, { body }));
  }
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(at.base);
    await rowOf(page, 'Overdue 9').waitFor();
    const isTaken = () => page.evaluate(() => document.activeElement?.closest('[data-task]') !== null);
    // The keys of the rows are loaded after them.
    await expect.poll(async () => (await page.keyboard.press('j'), isTaken())).toBe(true);
    for (let index = 0; index < 10; index++) await page.keyboard.press('k');
    for (let index = 0; index < 10; index++) {
      await page.keyboard.press('x');
      await page.keyboard.press('j');
    }
    const open = async () =>
      (await bodyOf(200, person.call('GET', `${at.organization.path}/tasks`))).items.length;
    await expect.poll(open).toBe(0);
    await today(page).getByText('Nothing else is waiting for you.').waitFor();
  }, person);
});
