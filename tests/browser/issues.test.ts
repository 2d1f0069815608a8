import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await at.create('customers', { name: 'Harbour Foods' }));
});
afterAll(() => at.close());

const read = (path: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`));

test('what is written to the customer and what is written for the team have composers of different colors, and stay apart', async () => {
  const issue = await at.create('issues', { subject: 'Broken link', customerId, priorityId: 'urgent' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Answer the customer, who can read this' });
    await answer.fill('Which **browser** do you use?');
    const colorOf = (name: string) =>
      page.getByRole('region', { name }).evaluate((element) => getComputedStyle(element).backgroundColor);
    const ofAnswer = await colorOf('Send answer');
    await page.getByRole('button', { name: 'Note', exact: true }).click();
    const note = page.getByRole('textbox', { name: /note/i });
    expect(await note.inputValue()).toBe('');
    expect(await colorOf('Add note')).not.toBe(ofAnswer);
    await note.fill('They never update anything.');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('They never update anything.').waitFor();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    expect(await answer.inputValue()).toBe('Which **browser** do you use?');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('answered the customer').waitFor();
    await page.getByText('Waiting for a reply').first().waitFor();
    await lookAround(page, 'issue');
  });
  const { items } = await read(`issues/${issue.id}/answers`);
  expect(items.map(({ body }: { body: string }) => body)).toEqual(['Which **browser** do you use?']);
  expect(await read(`issues/${issue.id}`)).toMatchObject({ statusId: 'waiting', firstAnswerInTime: true });
});

test('working hours, holidays and targets are set by day and priority, and apply to the next issue', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/support`);
    const saturday = page.getByRole('group', { name: 'Saturday' });
    await saturday.getByRole('button', { name: 'Add hours on Saturday' }).click();
    await saturday.getByLabel('From').fill('10:00');
    await saturday.getByLabel('Until').fill('13:00');
    await page.getByRole('button', { name: 'Add holiday' }).click();
    await page.getByLabel('Holiday 1').fill('2026-12-25');
    const urgent = page.getByRole('group', { name: 'Urgent' });
    await urgent.getByLabel('First answer').fill('0.5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await lookAround(page, 'support-settings');
    await urgent.getByLabel('First answer').fill('soon');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await urgent.getByLabel('First answer').inputValue()).toBe('soon');
  });
  const { support } = await read('');
  expect(support).toMatchObject({
    hours: { days: { saturday: [{ from: '10:00', to: '13:00' }] }, holidays: ['2026-12-25'] },
    targets: { urgent: { firstAnswerMinutes: 30 } },
  });
});

test('reports on issues say how soon they were answered, by priority, assignee and customer', async () => {
  await at.inWindow(async (page) => {
    for (const report of ['issues', 'issuePeople', 'issueCustomers']) {
      await page.goto(`${at.base}/analytics/${report}`);
      await page.getByText('Time to first answer').first().waitFor();
      await lookAround(page, `report-${report}`);
    }
    await page.getByRole('link', { name: 'Harbour Foods' }).first().waitFor();
  });
});
