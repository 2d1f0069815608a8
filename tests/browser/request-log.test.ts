import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('the console has a line for each request once the log is switched on, without queries and tokens', async () => {
  await at.inWindow(async (page) => {
    const lines: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'info') lines.push(message.text());
    });
    const answered: string[] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const id = response.headers()['x-request-id'];
      if (id !== undefined)
        answered.push(`${response.request().method()} ${pathname} ${response.status()} ${id}`);
    });
    await page.goto(`${at.base}/contacts`);
    await page.getByRole('heading', { name: 'Contacts' }).waitFor();
    expect([lines, answered.length > 0]).toEqual([[], true]);
    await page.evaluate(() => localStorage.setItem('cobalt.log', '1'));
    // The page before may still have requests, which were sent without the log.
    await page.goto('about:blank');
    answered.length = 0;
    await page.goto(`${at.base}/contacts?q=Nobody`);
    await page.getByText('No results').first().waitFor();
    await expect
      .poll(() => lines.map((line) => line.replace(/ \d+ ms/, '')).toSorted())
      .toEqual(answered.toSorted());
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join()).not.toMatch(/Nobody|\?|eyJ/);
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByRole('searchbox').first().fill('Somebody');
    await expect.poll(() => lines.at(-1)).toMatch(/^[A-Z]+ \/v1\/\S+ no response \d+ ms$/);
  });
});
