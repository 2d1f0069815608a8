import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('typing in a filter does not reopen a list that the user has left', async () => {
  await bodyOf(
    201,
    at.person.call('POST', `${at.organization.path}/leads`, { body: { firstName: 'Pilar' } }),
  );
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/leads`);
    await page.getByRole('link', { name: 'Pilar' }).waitFor();
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Score' }).click();
    // The next page loads for longer than a pause in typing.
    await page.route('**/_app/**', async (route) => {
      await setTimeout(1_000);
      await route.continue();
    });
    await page.getByRole('dialog').getByRole('textbox').first().fill('5');
    await page
      .getByRole('link', { name: 'Dashboard' })
      .first()
      .evaluate((link) => (link as HTMLElement).click());
    await page.waitForURL(/\/o\/[^/]+$/);
    await page.waitForTimeout(500);
    expect(page.url()).toMatch(/\/o\/[^/]+$/);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
