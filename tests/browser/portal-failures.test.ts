import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { addClient } from '../organization.ts';
import { lookAround } from './money-pages.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { name: 'Harbour Foods' });
});
afterAll(() => at.close());

const portal = (rest = ''): string => `/portal/${at.organization.id}${rest}`;
const failure = (code: string, status: number, errors: object[] = []) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'x', status, code, requestId: 'r', errors }),
});
const refuse = (page: Page, path: string, fault: object) =>
  page.route(path, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill(failure('invalid_input', 422, [{ message: 'x', ...fault }]))
      : route.fallback(),
  );
/** Has the service take requests to a path, whose responses are lost. */
const loseResponses = (page: Page, method: string, path: string) =>
  page.route(path, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    await route.fetch();
    await route.fulfill(failure('internal', 500));
  });
const dismiss = (page: Page) => page.getByRole('button', { name: 'Discard' }).click();

test('a new issue that was edited after its response was lost is sent as it reads now', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/issues/new'));
    await page.getByLabel(/^Subject/).fill('No watr');
    await loseResponses(page, 'POST', '**/portal/issues');
    await page.getByRole('button', { name: 'Send' }).click();
    await dismiss(page);
    await page.getByText(/^That didn’t work/).waitFor();
    await page.unroute('**/portal/issues');
    await page.getByLabel(/^Subject/).fill('No water');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'No water' }).waitFor();
    await page.getByRole('textbox', { name: 'Write an answer' }).fill('In the kitchn');
    await loseResponses(page, 'POST', '**/answers');
    await page.getByRole('button', { name: 'Send' }).click();
    await dismiss(page);
    await page.getByText(/^That didn’t work/).waitFor();
    await page.unroute('**/answers');
    await page.getByRole('textbox', { name: 'Write an answer' }).fill('In the kitchen');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('article').getByText('In the kitchen', { exact: true }).waitFor();
  }, person);
});

test('the error of a field of a new issue goes once the field is filled', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/issues/new'));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('This field is required').waitFor();
    const subject = page.getByLabel(/^Subject/);
    await subject.and(page.locator('[aria-invalid=true]:focus')).pressSequentially('N');
    await subject.and(page.locator(':not([aria-invalid])')).waitFor({ timeout: 5_000 });
    expect(await page.getByText('This field is required').count()).toBe(0);
  }, person);
});

test('a new issue that is refused as a whole says why', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/issues/new'));
    await page.getByLabel(/^Subject/).fill('No water');
    const fault = { pointer: '/header/Idempotency-Key', code: 'idempotency_mismatch' };
    await refuse(page, '**/portal/issues', fault);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^That didn’t work: Another request was sent/).waitFor();
    await lookAround(page, 'portal-issue-refused');
  }, person);
});

test('why an answer is refused is known even if nothing more of the site can be loaded', async () => {
  const { person } = await addClient(at.host, at.organization);
  const issues = `${at.organization.path}/portal/issues`;
  const { id } = await bodyOf(201, person.call('POST', issues, { body: { subject: 'No water' } }));
  await at.inWindow(async (page) => {
    await page.goto(portal(`/issues/${id}`));
    const answer = page.getByRole('textbox', { name: 'Write an answer' });
    await answer.fill('In the kitchen');
    await page.waitForLoadState('networkidle');
    await page.route('**/_app/**', (route) => route.abort());
    await refuse(page, '**/answers', { pointer: '/body', code: 'too_long', limit: 12 });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^That didn’t work: .*12 characters/).waitFor();
  }, person);
});

test('a profile keeps what is typed during a save, and says when a newer one can’t be read', async () => {
  const { person, contactId } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/profile'));
    const [first, last] = [page.getByLabel(/^First name/), page.getByLabel(/^Last name/)];
    const save = page.getByRole('button', { name: 'Save' });
    const { promise: isTyped, resolve: typed } = Promise.withResolvers<true>();
    await page.route('**/portal/profile', async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback();
      const response = await route.fetch();
      await isTyped;
      await route.fulfill({ response });
    });
    await first.fill('Rosa');
    await save.click();
    await last.fill('Marín');
    await first.fill('Rosa María');
    typed(true);
    await save.and(page.locator(':not([aria-busy=true]):not(:disabled)')).waitFor();
    expect([await first.inputValue(), await last.inputValue()]).toEqual(['Rosa María', 'Marín']);
    await page.unroute('**/portal/profile');

    const { version } = await bodyOf(200, at.person.call('GET', contactPath(contactId)));
    const body = { jobTitle: 'Buyer' };
    await bodyOf(200, at.person.call('PATCH', contactPath(contactId), { body, ifMatch: version }));
    await page.route('**/portal/profile', (route) =>
      route.request().method() === 'GET' ? route.fulfill(failure('internal', 500)) : route.fallback(),
    );
    await save.click();
    await page.getByText('Your details were changed in the meantime').waitFor();
    expect([await first.inputValue(), await last.inputValue()]).toEqual(['Rosa María', 'Marín']);
    await page.unroute('**/portal/profile');
    await save.click();
    await page.getByText('Your details were changed in the meantime').waitFor();
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
  }, person);
  expect(await bodyOf(200, at.person.call('GET', contactPath(contactId)))).toMatchObject({
    firstName: 'Rosa María',
    lastName: 'Marín',
  });
});
const contactPath = (id: string): string => `${at.organization.path}/contacts/${id}`;

test('earlier answers that can’t be loaded say so, and can be loaded again', async () => {
  const { person } = await addClient(at.host, at.organization);
  const issues = `${at.organization.path}/portal/issues`;
  const { id } = await bodyOf(201, person.call('POST', issues, { body: { subject: 'No water' } }));
  for (let count = 1; count <= 26; count++)
    await bodyOf(201, person.call('POST', `${issues}/${id}/answers`, { body: { body: `Answer ${count}.` } }));
  await at.inWindow(async (page) => {
    await page.goto(portal(`/issues/${id}`));
    await page.getByText('Answer 26.', { exact: true }).waitFor();
    await page.route(/answers\?.*cursor=/, (route) => route.fulfill(failure('internal', 500)));
    const earlier = page.getByRole('button', { name: 'Show earlier answers' });
    await earlier.click();
    await page.getByRole('alert').waitFor();
    await lookAround(page, 'portal-earlier-failed');
    await page.unroute(/answers\?.*cursor=/);
    await earlier.click();
    await page.getByText('Answer 1.', { exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  }, person);
});

test('a portal that can’t be loaded says so, and loads once it is tried again', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.route('**/portal', (route) =>
      route.request().resourceType() === 'document' ? route.fallback() : route.abort(),
    );
    await page.goto(portal());
    await page.getByRole('heading', { name: 'The portal could not be loaded' }).waitFor();
    await page.unroute('**/portal');
    // The notice that the service can’t be reached has such a button, too.
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: /^Hello/ }).waitFor();

    await page.route('**/portal/issues**', (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'Issues' }).first().click();
    await page.getByText('The issues could not be loaded').waitFor();
    await page.unroute('**/portal/issues**');
    await page.getByRole('main').getByRole('button', { name: 'Try again' }).click();
    await page.getByText('No open issues').waitFor();
  }, person);
});

test('without a connection, a portal that is opened and one that is scrolled down say so', async () => {
  const { person } = await addClient(at.host, at.organization);
  await at.inWindow(async (page) => {
    await page.goto(portal('/profile'));
    await page.getByLabel(/^First name/).waitFor();
    await page.setViewportSize({ width: 375, height: 500 });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.context().setOffline(true);
    const banner = page.getByText('You’re offli', { exact: false });
    await banner.waitFor();
    expect((await banner.boundingBox())!.y).toBeGreaterThanOrEqual(0);
    await lookAround(page, 'portal-offline');
    await page.context().setOffline(false);
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(portal());
    await banner.waitFor();
    await page.unroute('**/v1/**');
    await page.getByRole('heading', { name: /^Hello/ }).waitFor();
  }, person);
});

test('on a phone, the rating that follows a resolution and the button that sends are in view', async () => {
  const { person } = await addClient(at.host, at.organization);
  const issues = `${at.organization.path}/portal/issues`;
  const { id } = await bodyOf(201, person.call('POST', issues, { body: { subject: 'No water' } }));
  for (let count = 1; count <= 12; count++)
    await bodyOf(201, person.call('POST', `${issues}/${id}/answers`, { body: { body: `Answer ${count}.` } }));
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 600 });
    await page.goto(portal(`/issues/${id}`));
    const send = page.getByRole('button', { name: 'Send' });
    await page.getByRole('textbox', { name: 'Write an answer' }).fill('In the kitchen');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').getByText('In the kitchen').waitFor();
    const bar = page.getByRole('navigation', { name: 'Sections' });
    const isAboveBar = async (control: Locator): Promise<boolean> => {
      const [one, of] = [await control.boundingBox(), await bar.boundingBox()];
      return one!.y >= 0 && one!.y + one!.height <= of!.y;
    };
    await expect.poll(() => isAboveBar(send)).toBe(true);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'It’s resolved' }).click();
    const rating = page.getByRole('group', { name: 'How did we do?' }).first();
    await rating.and(page.locator(':focus')).waitFor();
    await expect.poll(() => isAboveBar(rating)).toBe(true);
    await lookAround(page, 'portal-rating');
  }, person);
});
