import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  const body = { name: 'Ropes', email: 'ropes@ropes.example' };
  await bodyOf(201, at.person.call('POST', `${at.organization.path}/vendors`, { body }));
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

declare global {
  interface Window {
    /** What pages do when the browser is idle, once this test lets it be. */
    whenIdle?: (() => void)[];
  }
}

test('when parts could not be loaded ahead, the page says that it must be reloaded, and works afterwards', () =>
  at.inWindow(async (page, { context, errors }) => {
    await page.addInitScript(() => {
      const waiting: (() => void)[] = [];
      Object.assign(window, {
        whenIdle: waiting,
        requestIdleCallback: (work: () => void) => waiting.push(work),
      });
    });
    const failed: string[] = [];
    page.on('requestfailed', (request) => failed.push(request.url()));
    await page.goto(`${at.base}/vendors`);
    const row = page.locator('tbody tr').filter({ hasText: 'Ropes' });
    await row.waitFor();
    await context.setOffline(true);
    await page.evaluate(() => window.whenIdle!.splice(0).forEach((work) => work()));
    await expect.poll(() => failed.filter((url) => url.includes('/chunks/')).length).toBeGreaterThan(3);
    expect(errors).toEqual([]);

    await context.setOffline(false);
    await page.getByText('Part of this page could not be loaded.').waitFor();
    await takePicture(page, 'part-missing');
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('Part of this page could not be loaded.').waitFor({ state: 'detached' });
    await row.hover();
    await row.getByRole('button', { name: /^Edit E-mail/ }).click();
    await row.getByRole('textbox').fill('new@ropes.example');
    await row.getByRole('textbox').press('Enter');
    await expect
      .poll(
        async () =>
          (await bodyOf(200, at.person.call('GET', `${at.organization.path}/vendors`))).items[0].email,
      )
      .toBe('new@ropes.example');
  }));
