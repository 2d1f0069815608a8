import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Workplace } from './workplace.ts';
import manifest from '../../package.json' with { type: 'json' };

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** What the page has reported, with the status of each answer. */
function reportsOf(page: Page): { body: any; status: Promise<number | undefined> }[] {
  const reports: { body: any; status: Promise<number | undefined> }[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/crashes')) return;
    const status = request.response().then((response) => response?.status());
    reports.push({ body: request.postDataJSON(), status });
  });
  return reports;
}

/** Lets a read of the page fail in a way that no code expects: the service never answers like this. */
const answerWrongly = (page: Page, url: string) => page.route(url, (route) => route.fulfill({ json: {} }));

test('a page that crashes reports it once, with the page, the release and the place', async () => {
  const contact = await at.newContact({ firstName: 'Ana', lastName: 'Ruiz' });
  await at.inWindow(async (page) => {
    const reports = reportsOf(page);
    await answerWrongly(page, `**/v1/orgs/*/contacts/${contact.id}*`);
    await page.goto(`${at.base}/contacts/${contact.id}?from=ana`);
    await expect.poll(() => reports.length).toBe(1);
    const [{ body, status }] = reports as [(typeof reports)[number]];
    expect(await status).toBe(204);
    expect(body).toEqual({
      page: '/(app)/o/[org]/contacts/[id]',
      release: manifest.version,
      error: 'TypeError',
      places: expect.arrayContaining([expect.stringMatching(/^\/_app\/immutable\/.+\.js:\d+:\d+$/)]),
    });
    expect(JSON.stringify(body)).not.toMatch(/ana|ruiz/i);
    const retry = page.getByRole('button', { name: 'Try again' });
    await page.getByRole('link', { name: 'Contacts' }).first().click();
    await retry.waitFor({ state: 'hidden' });
    await page.goBack();
    await retry.waitFor();
    expect(reports.map(({ body: sent }) => sent)).toEqual([body]);
  });
});

test('uncaught errors of the site are reported, three at most, and lost connections or those of other scripts are not', async () => {
  await at.inWindow(async (page, window) => {
    const reports = reportsOf(page);
    await page.goto(`${at.base}/contacts`);
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    await page.evaluate(throwErrors, `${at.host.url}/_app/immutable`);
    await expect.poll(() => reports.length).toBe(3);
    expect(reports.map(({ body }) => [body.error, body.places[0], body.failedRequestId])).toEqual([
      ['RangeError', '/_app/immutable/a.js:1:2', undefined],
      ['ApiProblem', '/_app/immutable/b.js:1:2', 'r-1'],
      ['Error', '/_app/immutable/c.js:1:2', undefined],
    ]);
    expect(reports.map(({ body }) => body.page)).toEqual(reports.map(() => '/(app)/o/[org]/contacts'));
    expect(await Promise.all(reports.map(({ status }) => status))).toEqual([204, 204, 204]);
    expect(JSON.stringify(reports.map(({ body }) => body))).not.toContain('Ana');
    expect(window.errors.splice(0).length).toBeGreaterThan(0);
  });
});

/** Runs in the page. The last error would be reported, if three hadn’t been before. */
function throwErrors(files: string): void {
  const failed = (name: string, place: string, more = {}) => {
    const error = Object.assign(new Error('Ana'), { name, ...more });
    error.stack = `${name}: Ana\n    at work (${place}:1:2)`;
    return error;
  };
  const uncaught = (error: unknown) =>
    setTimeout(() => {
      throw error;
    });
  uncaught(failed('ConnectionLost', `${files}/lost.js`));
  uncaught(failed('TypeError', `${files}/lost.js`, { message: 'Failed to fetch' }));
  uncaught(failed('ApiProblem', `${files}/refused.js`, { code: 'forbidden' }));
  uncaught(failed('TypeError', 'chrome-extension://other/script.js'));
  uncaught('no error');
  uncaught(failed('RangeError', `${files}/a.js`));
  uncaught(failed('RangeError', `${files}/a.js`));
  const rejected = failed('ApiProblem', `${files}/b.js`, { code: 'internal', requestId: 'r-1' });
  setTimeout(() => void Promise.reject(rejected));
  const last = () => {
    uncaught(failed('Ana Ruiz', `${files}/c.js`));
    uncaught(failed('TypeError', `${files}/d.js`));
  };
  window.addEventListener('unhandledrejection', last, { once: true });
}
