import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  newApiKey,
  newOrganization,
  newPerson,
  type TestKey,
  type TestOrganization,
} from '../organization.ts';
import type { RunningHost } from '../host.ts';
import { openWindow, takePicture } from './browser.ts';
import { connectSite } from './site-under-test.ts';

// Long enough for the page to render every operation.
vi.setConfig({ testTimeout: 600_000 });

let host: RunningHost;
let browser: Browser;
let organization: TestOrganization;
let key: TestKey;

beforeAll(async () => {
  ({ host, browser } = await connectSite());
  organization = await newOrganization(await newPerson(host));
  key = await newApiKey(host, organization, organization.owner);
});
afterAll(() => browser.close());

const pressesMax = 150;

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab doesn't reach ${String(target)}.`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

test('the reference page authorizes with a key, opens an operation and sends it by keyboard alone', async () => {
  const { page, context, errors } = await openWindow(browser, host.url);
  await page.goto('/docs');
  const authorize = page.getByRole('button', { name: 'Authorize' });
  await authorize.first().waitFor();
  await press(page, authorize.first());
  await type(page, page.locator('.auth-container input'), key.secret);
  await page.keyboard.press('Enter');
  await press(page, page.locator('.auth-btn-wrapper .btn-done'));

  await press(page, page.locator('#operations-tag-contacts button'));
  const block = page.locator('[id="operations-contacts-contacts\\\\.list"]');
  await block.waitFor();
  await press(page, block.locator('button.opblock-summary-control'));
  await press(page, block.getByRole('button', { name: 'Try it out' }));
  await type(page, block.locator('tr[data-param-name="orgId"] input'), organization.id);
  await press(page, block.getByRole('button', { name: 'Execute' }));
  const answer = block.locator('.live-responses-table .response').first();
  await answer.waitFor();
  expect(await answer.locator('.response-col_status').innerText()).toMatch(/^200/);
  await takePicture(page, 'docs-keyboard');
  expect(errors).toEqual([]);
  await context.close();
});

test('the label of the Authorize button is in the middle of the button', async () => {
  const { page, context } = await openWindow(browser, host.url);
  await page.goto('/docs');
  const button = page.getByRole('button', { name: 'Authorize' }).first();
  const [middle = 0, middleOfText] = await button.evaluate((element) => {
    const text = document.createRange();
    text.selectNodeContents(element.firstElementChild ?? element);
    return [element, text].map((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return (top + bottom) / 2;
    });
  });
  expect(Math.abs(Number(middleOfText) - middle)).toBeLessThan(3);
  await context.close();
});
