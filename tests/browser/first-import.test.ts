import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { expectInView, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const sample = readFileSync(
  path.join(path.dirname(import.meta.dirname), 'fixtures/imports/google-contacts.csv'),
  'utf8',
);

/** A file as Google Contacts exports it: with all of its columns, of which most are empty. */
function googleContacts(count: number, companies: number): Buffer {
  const header = sample.split(/\r?\n/, 1)[0]!.split(',');
  const rowOf = (place: number): Record<string, string> => ({
    'First Name': ['Ana', 'Luis', 'Inés', 'José'][place % 4]!,
    'Last Name': `Ruiz ${place}`,
    'Organization Name': `Example ${place % companies}`,
    'Organization Title': 'Directora',
    Labels: place % 2 ? '* myContacts' : 'Clientes ::: * myContacts',
    'E-mail 1 - Label': '* Work',
    'E-mail 1 - Value': `person.${place}@people.example`,
    'Phone 1 - Label': 'Mobile',
    'Phone 1 - Value': `+34 600 ${String(place).padStart(6, '0')}`,
    'Address 1 - Label': 'Work',
    'Address 1 - Street': 'Calle Mayor 1',
    'Address 1 - City': 'Madrid',
    'Address 1 - Postal Code': '28013',
    'Address 1 - Country': 'ES',
  });
  const rows = Array.from({ length: count }, (_, place) => rowOf(place));
  return Buffer.from(
    [header.join(','), ...rows.map((row) => header.map((name) => row[name] ?? '').join(','))].join('\r\n'),
  );
}

/** Counts all clicks in the page, so that none of the test is left out. */
async function countClicks(page: Page): Promise<() => number> {
  let clicks = 0;
  await page.exposeFunction('countClick', () => (clicks += 1));
  await page.addInitScript(() =>
    addEventListener('click', ({ isTrusted }) => isTrusted && (globalThis as any).countClick(), true),
  );
  return () => clicks;
}

test('the first 500 contacts from Google are imported from the empty list with at most 8 clicks, without scrolling', async () => {
  const [rows, companies] = [500, 25];
  await at.inWindow(async (page) => {
    const clicks = await countClicks(page);
    await page.goto(`${at.base}/contacts`);
    await page.getByRole('link', { name: 'Import a file' }).click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, /^Drop a CSV/).click(),
    ]);
    await chooser.setFiles({
      name: 'contacts.csv',
      mimeType: 'text/csv',
      buffer: googleContacts(rows, companies),
    });
    const chosenFiles = 1;
    await expectInView(button(page, 'Check all rows'));
    await takePicture(page, 'first-import-ready');
    await button(page, 'Check all rows').click();
    await expectInView(button(page, `Import ${rows} contacts`));
    await takePicture(page, 'first-import-checked');
    await button(page, `Import ${rows} contacts`).click();
    const written = rows + companies;
    await page.getByText(`Done: ${written} of ${written}`).waitFor();
    await page.getByText(`Import · ${written} records`).waitFor();
    await takePicture(page, 'first-import-done');
    // The link, the box for the file, the file, the check and the start.
    expect(clicks()).toBeGreaterThanOrEqual(4);
    expect(clicks() + chosenFiles).toBeLessThanOrEqual(8);
  });
  const { call } = at.person;
  await at.host.settled(at.organization);
  const { items, total } = await bodyOf(
    200,
    call('GET', `${at.organization.path}/contacts`, { query: { limit: '1', sort: 'createdAt' } }),
  );
  expect(total).toBe(rows);
  expect(items).toMatchObject([{ lastName: expect.stringContaining('Ruiz'), email: expect.any(String) }]);
});
