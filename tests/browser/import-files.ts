import type { Page } from 'playwright-core';

/** A CSV file to choose on the page of imports. */
export const csv = (name: string, ...rows: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(rows.join('\r\n')),
});

/** Uploads a file on the page of imports and waits for the import's page. */
export async function upload(page: Page, file: ReturnType<typeof csv>): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1, name: file.name }).waitFor();
}

/** Whether a page is wider than its window. */
export const isWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
