import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { field } from './people.ts';

/** A control by its label, in which parentheses stand for themselves. */
export const labeled = (page: Page, label: string | RegExp): Locator =>
  field(page, String(label).replace(/[()%]/g, '\\$&'));
/** The status beside the title of a record. */
export const status = (page: Page, name: string | RegExp): Locator =>
  page.locator('header h1').getByText(name, { exact: true });

/** A number of a report, by its label. */
export const stat = (page: Page, label: string): Locator =>
  page.locator('.stats > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) });

/** Waits as a person who reads the page, so that what arrives late would show up. */
export const lookAt = async (page: Page, name: string): Promise<void> => {
  await page.waitForTimeout(2_000);
  await takePicture(page, name);
};

/** In light, dark and on a phone, without findings about accessibility. */
export async function lookAround(page: Page, name: string): Promise<void> {
  await lookAt(page, name);
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await lookAt(page, `${name}-dark`);
  expect(await axeFindings(page, { rules: ['color-contrast'] })).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  const usual = page.viewportSize()!;
  await page.setViewportSize({ width: 375, height: 812 });
  await lookAt(page, `${name}-phone`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.setViewportSize(usual);
}

/** Clicks twice wherever a person does who isn’t sure that the first click counted. */
export async function issueImpatiently(page: Page, issue: string | RegExp): Promise<void> {
  // Exact, because the date of issue can be edited, too.
  const name = { name: issue, exact: true };
  // Clicks before the notices are known only show them.
  const known = page.waitForResponse(/issue-notices/);
  await page.getByRole('button', name).first().dblclick();
  await known;
  const action = page.getByRole('dialog').getByRole('button', name);
  await action.dblclick();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
