import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workplace } from './workplace.ts';

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Lets no further script arrive until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/_app\/.*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('what is typed right after pressing Filter goes into the filter and runs no shortcut', async () => {
  await at.newContact({ firstName: 'Rosa', city: 'Vigo' });
  await at.inWindow(async (page) => {
    const release = await holdScriptsAfterLoad(page, `${at.base}/contacts`);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.keyboard.type('nbcity');
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toBe(`${at.base}/contacts`);
    release();
    const box = page.getByRole('combobox', { name: 'Add filter' });
    await expect.poll(() => box.inputValue()).toBe('nbcity');
    expect(await page.locator('dialog[open]').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe(`${at.base}/contacts`);
  });
});

test('what is typed while the form of a call is being loaded goes into the form', async () => {
  const contact = await at.newContact({ firstName: 'Rosa' });
  await at.inWindow(async (page) => {
    const release = await holdScriptsAfterLoad(page, `${at.base}/contacts/${contact.id}`);
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.keyboard.type('eased nerves');
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toBe(`${at.base}/contacts/${contact.id}`);
    release();
    await expect.poll(() => page.locator('[id$="field-title"]').inputValue()).toBe('eased nerves');
  });
});

async function holdScriptsAfterLoad(page: Page, address: string): Promise<() => void> {
  // What the site loads ahead when it is idle would already be there.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto(address);
  await page
    .getByRole('button', { name: /^(Filter|Call)$/ })
    .first()
    .waitFor();
  await page.waitForLoadState('networkidle');
  return holdScripts(page);
}

test('what is typed while a picker takes the focus on a slow computer keeps its order', async () => {
  await at.inWindow(async (page, { context }) => {
    await page.goto(`${at.base}/deals/new`);
    const customer = page.getByRole('button', { name: /^Customer/ }).first();
    await customer.waitFor();
    const client = await context.newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await customer.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Zyxel Corporation', { delay: 60 });
    const search = page.getByRole('combobox', { name: 'Search customers' });
    await expect.poll(() => search.inputValue()).toBe('Zyxel Corporation');
  });
});
