import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a dialog in which saving fails says so, and lets the user try again or give up', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts/new`);
    let isDown = true;
    await page.route(/\/v1\/orgs\/[^/]+\/customers$/, (route) =>
      isDown && route.request().method() === 'POST'
        ? route.fulfill({
            status: 503,
            json: { code: 'unavailable', status: 503, title: 'Unavailable', requestId: 'r' },
          })
        : route.continue(),
    );
    const customer = page.getByRole('button', { name: /^Customer/ }).first();
    await customer.click();
    await page.getByRole('combobox', { name: 'Search customers' }).fill('Down Harbour');
    await page.getByRole('option', { name: 'Create customer “Down Harbour”' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create customer' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Discard' }).last().waitFor();
    await dialog.getByRole('status').getByRole('button', { name: 'Discard' }).first().click();
    await dialog.locator('[data-summary]').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    isDown = false;
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => customer.innerText()).toContain('Down Harbour');
  });
});
