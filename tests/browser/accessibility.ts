import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { atRest } from './browser.ts';

export interface AxeOptions {
  /** Selector of the part to examine; the whole page by default. */
  within?: string;
  /** Tags or names of rules; all by default. */
  rules?: string[];
}

/**
 * The violations that axe finds on a page, each as `rule: selectors` with the first three elements. It waits until the
 * page is at rest, because colors have less contrast while they change, such as to those of another theme.
 */
export async function axeFindings(
  page: Page,
  { within = 'html', rules }: AxeOptions = {},
): Promise<string[]> {
  await atRest(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ({ within, rules }) => {
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      const { violations } = await run(within, {
        resultTypes: ['violations'],
        ...(rules ? { runOnly: rules } : {}),
      });
      return violations.map(({ id, nodes }) => {
        const targets = nodes.map(({ target }) => target.join(' '));
        return `${id}: ${targets.slice(0, 3).join(' | ')}`;
      });
    },
    { within, rules },
  );
}
