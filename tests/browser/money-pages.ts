import type { Locator, Page } from 'playwright-core';
import { takePicture } from './browser.ts';
import { field } from './people.ts';

/** A control by its label, in which parentheses stand for themselves. */
export const labeled = (page: Page, label: string | RegExp): Locator =>
  field(page, String(label).replace(/[()%]/g, '\\$&'));
/** The status beside the title of a record. */
export const status = (page: Page, name: string | RegExp): Locator =>
  page.locator('header h1').getByText(name, { exact: true });

/** Waits as a person who reads the page, so that what arrives late would show up. */
export const lookAt = async (page: Page, name: string): Promise<void> => {
  await page.waitForTimeout(2_000);
  await takePicture(page, name);
};

/** Clicks twice wherever a person does who isn’t sure that the first click counted. */
export async function issueImpatiently(page: Page, issue: string | RegExp): Promise<void> {
  // Exact, because the date of issue can be edited, too.
  const name = { name: issue, exact: true };
  await page.getByRole('button', name).first().dblclick();
  const action = page.getByRole('dialog').getByRole('button', name);
  await action.dblclick();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
