import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { workAlways } from '../support.ts';
import { addMember } from '../organization.ts';
import { holdCard, middleOf } from './cards.ts';
import { lookAround, lookAt } from './money-pages.ts';
import { runCommand, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let customerId: string;

const path = (rest: string): string => `${at.organization.path}/${rest}`;
const create = (plural: string, body: object): Promise<any> =>
  bodyOf(201, at.person.call('POST', path(plural), { body }));
const read = ({ id }: { id: string }): Promise<any> =>
  bodyOf(200, at.person.call('GET', path(`issues/${id}`)));
const newIssue = (subject: string, more: object = {}): Promise<any> =>
  create('issues', { subject, customerId, ...more });
const change = async (issue: { id: string }, body: object): Promise<void> => {
  const { version } = await read(issue);
  await bodyOf(200, at.person.call('PATCH', path(`issues/${issue.id}`), { body, ifMatch: version }));
};

const cardIn = (page: Page, statusId: string, { id }: { id: string }): Locator =>
  page.locator(`[data-column="${statusId}"] [data-card="${id}"]`);
async function drag(page: Page, card: Locator, to: Locator): Promise<void> {
  await holdCard(page, card);
  const target = await middleOf(to);
  await page.mouse.move(target.x, target.y, { steps: 8 });
  await page.mouse.up();
}

beforeAll(async () => {
  at = await Workplace.open();
  ({ id: customerId } = await create('customers', { name: 'Harbour Foods' }));
  await workAlways(at.person.call, path(''), { urgent: { firstAnswerMinutes: 1, resolutionMinutes: 480 } });
});
afterAll(() => at.close());

test('issues open as a list, and one goes to another status on the board by mouse and by keyboard, where its clock stops, and nobody else’s move is lost', async () => {
  const urgent = await newIssue('Cold store too warm', { priorityId: 'urgent', ownerId: at.person.userId });
  const [low, normal, other] = [
    await newIssue('Label is torn', { priorityId: 'low' }),
    await newIssue('Wrong invoice address'),
    await newIssue('Broken pallet', { statusId: 'inProgress' }),
  ];
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues`);
    await page.locator(`[data-row="${urgent.id}"]`).waitFor();
    await page.keyboard.press('v');
    await cardIn(page, 'open', urgent).waitFor();
    const cards = page.locator('[data-column="open"] [data-card]');
    const order = () => cards.evaluateAll((all) => all.map((card) => (card as HTMLElement).dataset.card));
    expect(await order()).toEqual([urgent.id, normal.id, low.id]);
    // Names of related records are loaded after the cards.
    await cardIn(page, 'open', urgent).getByText('Harbour Foods').waitFor();
    const text = await cardIn(page, 'open', urgent).innerText();
    for (const part of [urgent.code, 'Cold store too warm', 'Harbour Foods', 'Urgent', 'First answer due'])
      expect(text).toContain(part);
    expect(await page.locator('[data-column="open"] .sums').count()).toBe(0);
    expect(await page.locator('[data-column="open"] .count').innerText()).toBe('3');

    await drag(page, cardIn(page, 'open', normal), page.locator('[data-column="waiting"]'));
    await cardIn(page, 'waiting', normal).waitFor();
    await expect.poll(async () => (await read(normal)).statusId).toBe('waiting');
    expect((await read(normal)).clock.runningSince).toBeUndefined();
    await expect.poll(() => cardIn(page, 'waiting', normal).innerText()).not.toContain('due');

    await cardIn(page, 'open', low).locator('a').focus();
    await page.keyboard.press('Space');
    await page.locator('.lifted').first().waitFor();
    await page.keyboard.press('ArrowRight');
    const announced = page.locator('[aria-live=assertive]', { hasText: 'In progress' });
    await announced.waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await expect.poll(async () => (await read(low)).statusId).toBe('inProgress');
    // Cards are in the order in which something is due, wherever they were dropped.
    const inProgress = page.locator('[data-column="inProgress"] [data-card]');
    const placed = () =>
      inProgress.evaluateAll((all) => all.map((card) => (card as HTMLElement).dataset.card));
    await expect.poll(placed).toEqual([other.id, low.id]);
    expect(await page.locator('[data-card]:focus-within').getAttribute('data-card')).toBe(low.id);

    await change(other, { statusId: 'resolved' });
    await drag(page, cardIn(page, 'inProgress', other), page.locator('[data-column="waiting"]'));
    await page
      .getByText(/Broken pallet was moved back: /)
      .first()
      .waitFor();
    await cardIn(page, 'resolved', other).waitFor();
    expect((await read(other)).statusId).toBe('resolved');

    await page.waitForTimeout(Math.max(0, Date.parse(urgent.firstAnswerDueAt) - Date.now()));
    await page.reload();
    await page.getByText('First answer was due').waitFor();
    await lookAround(page, 'issue-board');
  });
});

test('search, filters and saved views narrow the board, and one can switch to the list and back', async () => {
  const pump = await newIssue('Pump leaks', { priorityId: 'high' });
  await newIssue('Pump is loud', { priorityId: 'low' });
  const filter = { field: 'priorityId', op: 'anyOf', value: ['high'] };
  const saved = await create('views', {
    recordType: 'issue',
    name: 'Urgent pumps',
    layout: 'board',
    query: { q: 'pump', filter },
  });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues?saved=${saved.id}`);
    await cardIn(page, 'open', pump).waitFor();
    expect(await page.locator('[data-card]').count()).toBe(1);
    await page.getByRole('heading', { name: 'Urgent pumps' }).waitFor();
    await page.keyboard.press('v');
    await page.locator('[data-row]', { hasText: 'Pump leaks' }).waitFor();
    expect(await page.locator('[data-row]').count()).toBe(1);
    await page.keyboard.press('v');
    await cardIn(page, 'open', pump).waitFor();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.getByText('Pump is loud').waitFor();
  });
});

test('My queue has one’s own unresolved issues by what is due next, and Assign to me fills it from anywhere', async () => {
  const member = await addMember(at.host, at.organization, 'employee');
  const { userId: ownerId } = member;
  const later = await newIssue('Queued for later', { ownerId, priorityId: 'low' });
  const waiting = await newIssue('Queued and waiting', { ownerId, statusId: 'waiting' });
  const sooner = await newIssue('Queued for now', { ownerId, priorityId: 'high' });
  await newIssue('Queued but resolved', { ownerId, statusId: 'resolved' });
  const free = [await newIssue('Free one'), await newIssue('Free two'), await newIssue('Free three')];
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${free[0].id}`);
    await page.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('Free one is assigned to you').waitFor();
    expect(await page.getByRole('button', { name: 'Assign to me' }).count()).toBe(0);

    await page.goto(`${at.base}/issues?view=board&q=free`);
    await cardIn(page, 'open', free[1]).locator('a').focus();
    await page.keyboard.press('i');
    await page.getByText('Free two is assigned to you').waitFor();
    await expect.poll(async () => (await read(free[1])).ownerId).toBe(ownerId);
    await page.keyboard.press('v');
    const row = page.locator(`[data-row="${free[2].id}"]`);
    await row.getByRole('button', { name: /^Assign to me/ }).click();
    await expect.poll(async () => (await read(free[2])).ownerId).toBe(ownerId);

    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('heading', { name: 'My queue' }).waitFor();
    const queued = page.locator('[data-row] a.title');
    await expect
      .poll(() => queued.allInnerTexts())
      .toEqual([sooner.subject, ...free.map(({ subject }) => subject), later.subject, waiting.subject]);
    await page.getByRole('link', { name: 'My queue' }).waitFor();
    await lookAround(page, 'issue-queue');
    await page.setViewportSize({ width: 375, height: 812 });
    const dueOf = ({ id }: { id: string }) => page.locator(`[data-row="${id}"]`).getByText(/ due: /);
    await dueOf(sooner).waitFor();
    expect(await dueOf(sooner).innerText()).toMatch(/^First answer due: \w+ \d+/);
    expect(await dueOf(waiting).count()).toBe(0);
  }, member);
});

test('an issue can be assigned again after the program for it could not be loaded', async () => {
  const issue = await newIssue('Scale shows nothing');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues?q=scale`);
    const take = page.locator(`[data-row="${issue.id}"]`).getByRole('button', { name: /^Assign to me/ });
    await take.waitFor();
    await page.waitForLoadState('networkidle');
    let hasFailed = false;
    await page.route('**/_app/**', (route) => {
      if (hasFailed) return route.continue();
      hasFailed = true;
      return route.abort();
    });
    await take.click();
    await page.getByText(/^Not saved: /).waitFor();
    await expect.poll(() => take.getAttribute('aria-disabled')).toBe('false');
    expect(hasFailed).toBe(true);
  });
});

test('an issue that someone else took first stays theirs', async () => {
  const other = await addMember(at.host, at.organization, 'employee');
  const issue = await newIssue('Taken twice');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const take = page.getByRole('button', { name: 'Assign to me' });
    await take.waitFor();
    await change(issue, { ownerId: other.userId });
    await take.click();
    await page.getByText(/Taken twice was changed in the meantime/).waitFor();
    expect((await read(issue)).ownerId).toBe(other.userId);
  });
});

test('the queue and the board are in Spanish, too, and a selection is assigned at once', async () => {
  const issues = [await newIssue('Selección uno'), await newIssue('Selección dos')];
  await at.speak('es');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues?view=board&q=selecci`);
    await cardIn(page, 'open', issues[0]).waitFor();
    await lookAt(page, 'issue-board-es');
    await page.keyboard.press('v');
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press('Control+a');
    await page.getByRole('toolbar').getByRole('button', { name: 'Asignarme' }).click();
    await expect
      .poll(async () => (await Promise.all(issues.map(read))).map(({ ownerId }) => ownerId), {
        timeout: 30_000,
      })
      .toEqual([at.person.userId, at.person.userId]);
    await runCommand(page, 'Abrir la vista «Mi cola»');
    await page.getByRole('heading', { name: 'Mi cola' }).waitFor();
    await page.getByRole('link', { name: 'Selección dos' }).waitFor();
    await lookAt(page, 'issue-queue-es');
  });
  await at.speak('en');
});
