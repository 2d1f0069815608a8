import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf } from '../caller.ts';
import { png } from '../files.ts';
import { addClient } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { name: 'Harbour Foods' });
});
afterAll(() => at.close());

const issuesPath = (): string => `${at.organization.path}/portal/issues`;
const portal = (rest: string): string => `/portal/${at.organization.id}${rest}`;
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png });
const attach = (page: Page, ...names: string[]) =>
  page.locator('input[type=file]').setInputFiles(names.map(picture));
const widths = async (page: Page): Promise<number[]> => {
  const found: number[] = [];
  for (const width of [375, 1440]) {
    await page.setViewportSize({ width, height: 812 });
    found.push(await page.evaluate(() => document.documentElement.scrollWidth));
  }
  return found;
};

test('a new issue with a file whose name is as long as it can be is as wide as the window', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/issues/new'));
    const name = `${'n'.repeat(limits.attachmentNameCharacters - 4)}.png`;
    await attach(page, name);
    await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
    expect(await widths(page)).toEqual([375, 1440]);
    await lookAround(page, 'portal-long-file-name');
    await page.getByLabel(/^Subject/).fill('No water');
    await page.getByRole('button', { name: 'Send' }).click();
    await page
      .getByRole('article')
      .getByRole('button', { name: `Download ${name}` })
      .waitFor();
    expect(await widths(page)).toEqual([375, 1440]);
  }, person);
});

test('a file whose name can’t be stored is refused when it is chosen, and says what to do', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/issues/new'));
    await attach(page, `${'n'.repeat(limits.attachmentNameCharacters)}.png`, 'Door\u202egnp.png', 'Door.png');
    await page.getByRole('button', { name: 'Remove Door.png' }).waitFor();
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(1);
    expect(await page.getByRole('alert').allTextContents()).toEqual([
      expect.stringMatching(
        /^n+\.png: The file name has more than 200 characters\. Rename the file, then choose it again\.$/,
      ),
      expect.stringMatching(
        /: The file name contains a character that isn’t allowed, such as a slash\. Rename the file, then choose it again\.$/,
      ),
    ]);
    expect(await page.locator('bdi').nth(1).textContent()).toBe('Door\u202egnp.png');
    expect(await widths(page)).toEqual([375, 1440]);
    await lookAround(page, 'portal-refused-file-names');
  }, person);
});

test('texts of a new issue that are too long are kept, say by how much, and are sent once they fit', async () => {
  const { person } = await addClient(at.host, at.organization);
  const isSent: string[] = [];
  await at.inWindow(async (page) => {
    page.on('request', (request) => void (request.method() === 'POST' && isSent.push(request.url())));
    await page.goto(portal('/issues/new'));
    const [subject, description] = [page.getByLabel(/^Subject/), page.getByLabel(/^Description/)];
    await subject.fill(`No water ${'o'.repeat(200)}`);
    await description.fill('🚰'.repeat(18_000));
    await page.getByText('At most 200 characters. You have 209.').waitFor();
    await page.getByText('At most 10,000 characters. You have 18,000.').waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await subject.and(page.locator(':focus')).waitFor();
    await lookAround(page, 'portal-issue-too-long');
    expect((await description.inputValue()).length).toBe(36_000);
    expect(isSent.filter((address) => address.endsWith('/portal/issues'))).toEqual([]);
    await subject.fill('No water');
    await description.fill('🚰'.repeat(10_000));
    await page.getByText(/^At most/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'No water' }).waitFor();
  }, person);
});

test('an answer that is too long is kept, says by how much, and is sent once it fits', async () => {
  const { person } = await addClient(at.host, at.organization);
  const { id } = await bodyOf(201, person.call('POST', issuesPath(), { body: { subject: 'No water' } }));
  await at.inWindow(async (page) => {
    await page.goto(portal(`/issues/${id}`));
    const answer = page.getByRole('textbox', { name: 'Write an answer' });
    const tooLong = 'In the kitchen. '.repeat(1_000).trim();
    await answer.fill(tooLong);
    await page.getByText('At most 10,000 characters. You have 15,999.').waitFor();
    await page.keyboard.press('Control+Enter');
    await lookAround(page, 'portal-answer-too-long');
    expect(await answer.inputValue()).toBe(tooLong);
    await answer.fill('In the kitchen');
    await page.getByText(/^At most/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('article').getByText('In the kitchen', { exact: true }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
  }, person);
});

test('a comment of a rating that is too long is kept, and is sent once it fits', async () => {
  const { person } = await addClient(at.host, at.organization);
  const { id } = await bodyOf(201, person.call('POST', issuesPath(), { body: { subject: 'No water' } }));
  await bodyOf(200, person.call('POST', `${issuesPath()}/${id}/resolve`));
  await at.inWindow(async (page) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await page.goto(portal(`/issues/${id}`));
    await page.getByRole('radio', { name: 'Good', exact: true }).check({ force: true });
    const rating = page.getByRole('group', { name: 'How did we do?' }).first();
    const comment = rating.getByRole('textbox');
    await comment.fill('Fast. '.repeat(500).trim());
    await rating.getByText('At most 2,000 characters. You have 2,999.').waitFor();
    await rating.getByRole('button', { name: 'Send' }).click();
    expect((await comment.inputValue()).length).toBe(2_999);
    await expect.poll(() => comment.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(sent.filter((path) => path.endsWith('/rating'))).toEqual([]);
    await comment.fill('Fast.');
    await rating.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^You rated our work as good/).waitFor();
  }, person);
});
