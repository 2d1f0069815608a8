import type { Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addClient, type TestClient } from '../organization.ts';
import { takePicture } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { expectInView, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let client: TestClient;
beforeAll(async () => {
  at = await Workplace.open();
  client = await addClient(at.host, at.organization);
});
afterAll(() => at.close());

const path = (rest: string): string => `${at.organization.path}/${rest}`;
const openIssue = (subject: string): Promise<any> =>
  bodyOf(201, client.person.call('POST', path('portal/issues'), { body: { subject } }));
const customerWrites = (id: string, body: string): Promise<any> =>
  bodyOf(201, client.person.call('POST', path(`portal/issues/${id}/answers`), { body: { body } }));
const teamWrites = (id: string, body: string): Promise<any> =>
  bodyOf(201, at.person.call('POST', path(`issues/${id}/answers`), { body: { body } }));
const answersTo = async (id: string): Promise<string[]> =>
  (await bodyOf(200, at.person.call('GET', path(`issues/${id}/answers`)))).items.map(
    ({ body }: { body: string }) => body,
  );
const aWhile = 60_000;

test('an issue that stays open shows what the customer writes, and leaves what is being typed alone', async () => {
  const issue = await openIssue('No water');
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.clock.install();
    await page.goto(`${at.base}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Answer the customer, who can read this' });
    await page.getByText('created this').waitFor();
    await answer.fill('Is the tap');
    await customerWrites(issue.id, 'The tap is open.');
    await page.clock.fastForward(aWhile);
    await page.locator('.middle article').filter({ hasText: 'The tap is open.' }).waitFor();
    await page.keyboard.type(' open?');
    expect(await answer.inputValue()).toBe('Is the tap open?');
  });
});

test('an issue on a phone opens at its conversation, with the answer to send in view', async () => {
  const issue = await openIssue('No signal');
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(`${at.base}/issues/${issue.id}`);
    await page.getByText('created this').waitFor();
    await expectInView(page.getByRole('button', { name: 'Send answer' }));
  });
});

test('while the answers of a merged issue are moved, its page says so, and shows them after', async () => {
  const issue = await openIssue('Cold rooms');
  await teamWrites(issue.id, 'We are on our way.');
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    let isMoving = true;
    await page.route('**/jobs', (route) => {
      const merge = { intoId: issue.id, ids: ['gone'] };
      const progress = { state: isMoving ? 'running' : 'done', total: 1, done: 0, failed: 0 };
      return answerWith(route, {
        items: [{ id: 'merge', kind: 'merge', recordTypes: ['issue'], merge, ...progress }],
      });
    });
    await page.route('**/timeline/issue/**', (route) => (isMoving ? withoutItems(route) : route.continue()));
    await page.clock.install();
    await page.goto(`${at.base}/issues/${issue.id}`);
    await page.locator('.middle').getByRole('button', { name: 'Answers' }).click();
    const notice = page
      .getByRole('status')
      .getByText('What belongs to the merged records is still being moved here.');
    await notice.waitFor();
    expect(await page.getByText('Nothing here yet.').count()).toBe(0);
    await takePicture(page, 'issue-merging');
    isMoving = false;
    await page.clock.fastForward(aWhile);
    await page.getByText('We are on our way.').waitFor();
    await notice.waitFor({ state: 'detached' });
  });
});

test('the portal doesn’t say that nobody answered while the answers of a merged issue are moved', async () => {
  const issue = await openIssue('No heating');
  await teamWrites(issue.id, 'We are on our way.');
  await at.inWindow(async (page) => {
    await page.route('**/answers*', withoutItems);
    await page.goto(`/portal/${at.organization.id}/issues/${issue.id}`);
    const answers = page.getByRole('region', { name: 'Answers' });
    await answers.waitFor();
    await answers.getByRole('status').waitFor({ state: 'detached' });
    expect(await answers.textContent()).not.toContain('hasn’t answered');
    await takePicture(page, 'portal-issue-merging');
  }, client.person);
});

const answerWith = (route: Route, body: object): Promise<void> =>
  route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(body) });

async function withoutItems(route: Route): Promise<void> {
  const response = await route.fetch();
  await answerWith(route, { ...(await response.json()), items: [] });
}

test('the list and the board of issues show a new issue without a reload', async () => {
  for (const view of ['list', 'board']) {
    await at.inWindow(async (page) => {
      await page.clock.install();
      await page.goto(`${at.base}/issues?view=${view}`);
      await page.getByText('No water').first().waitFor();
      await openIssue(`New in the ${view}`);
      await at.host.settled(at.organization);
      await page.clock.fastForward(aWhile);
      await page.getByText(`New in the ${view}`).first().waitFor();
    });
  }
});

test('an open issue in the portal shows the answer of the team, and leaves what is being typed alone', async () => {
  const issue = await openIssue('No light');
  await at.inWindow(async (page) => {
    await page.clock.install();
    await page.goto(`/portal/${at.organization.id}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Write an answer' });
    await answer.fill('The lamp');
    await teamWrites(issue.id, 'Which lamp is it?');
    await page.clock.fastForward(aWhile);
    await page.getByText('Which lamp is it?').waitFor();
    await page.keyboard.type(' in the hall');
    expect(await answer.inputValue()).toBe('The lamp in the hall');
  }, client.person);
});

test('an answer is sent only after a newer one by the customer is shown', async () => {
  const issue = await openIssue('No heating');
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Answer the customer, who can read this' });
    await page.getByText('created this').waitFor();
    await answer.fill('We come on Monday.');
    await customerWrites(issue.id, 'It works again.');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('A new answer has arrived. Read it before you send yours.').waitFor();
    await page.locator('.middle article').filter({ hasText: 'It works again.' }).waitFor();
    expect(await answer.inputValue()).toBe('We come on Monday.');
    expect(await answersTo(issue.id)).toEqual(['It works again.']);
    await lookAround(page, 'newer-answer');
    await answer.fill('Good to hear.');
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.getByText('answered the customer').waitFor();
  });
  expect(await answersTo(issue.id)).toEqual(['Good to hear.', 'It works again.']);
});

test('what the customer writes while an answer is on its way is shown after it', async () => {
  const issue = await openIssue('No gas');
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/issues/${issue.id}`);
    await page
      .getByRole('textbox', { name: 'Answer the customer, who can read this' })
      .fill('We come today.');
    await page.route(`**/issues/${issue.id}/answers`, async (route) => {
      if (route.request().method() === 'POST') await customerWrites(issue.id, 'Please come tomorrow.');
      await route.continue();
    });
    await page.getByRole('button', { name: 'Send answer' }).click();
    await page.locator('.middle article').filter({ hasText: 'We come today.' }).waitFor();
    await page.locator('.middle article').filter({ hasText: 'Please come tomorrow.' }).waitFor();
  });
});

test.each([
  ['before the answer arrives', true],
  ['after the answer arrived', false],
] as const)('an answer that is being sent during a reload is there once (%s)', async (when, isEarly) => {
  const issue = await openIssue(`Reloaded ${when}`);
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${at.base}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Answer the customer, who can read this' });
    await answer.fill('We are on it.');
    const held: Route[] = [];
    const isAnswer = `**/issues/${issue.id}/answers`;
    await page.route(isAnswer, async (route) => {
      if (route.request().method() === 'POST') held.push(route);
      else await route.continue();
    });
    await page.getByRole('button', { name: 'Send answer' }).click();
    await expect.poll(() => held.length).toBe(1);
    const request = held[0]!.request();
    const send = () =>
      page.request.post(request.url(), { headers: request.headers(), data: request.postData()! });
    if (!isEarly) expect((await send()).status()).toBe(201);
    await page.reload();
    await page.unroute(isAnswer);
    if (isEarly) {
      await expect.poll(() => answer.inputValue()).toBe('We are on it.');
      expect((await send()).status()).toBe(201);
      await page.getByRole('button', { name: 'Send answer' }).click();
    }
    await page.getByText('answered the customer').waitFor();
    await expect.poll(() => answer.inputValue()).toBe('');
  });
  expect(await answersTo(issue.id)).toEqual(['We are on it.']);
});

test('an answer in the portal that arrives although the page was reloaded isn’t sent again with its draft', async () => {
  const issue = await openIssue('Reloaded in the portal');
  await at.inWindow(async (page) => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`/portal/${at.organization.id}/issues/${issue.id}`);
    const answer = page.getByRole('textbox', { name: 'Write an answer' });
    await answer.fill('It is the one in the hall.');
    const held: Route[] = [];
    await page.route(`**/issues/${issue.id}/answers`, async (route) => {
      if (route.request().method() === 'POST') held.push(route);
      else await route.continue();
    });
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => held.length).toBe(1);
    const request = held[0]!.request();
    const data = request.postData()!;
    const sent = await page.request.post(request.url(), { headers: request.headers(), data });
    expect(sent.status()).toBe(201);
    await page.reload();
    await page.unroute(`**/issues/${issue.id}/answers`);
    expect(await answer.inputValue()).toBe('It is the one in the hall.');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => answer.inputValue()).toBe('');
  }, client.person);
  expect(await answersTo(issue.id)).toEqual(['It is the one in the hall.']);
});
