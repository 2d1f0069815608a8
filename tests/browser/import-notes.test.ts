import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, isWide, upload } from './import-files.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

test('a column of notes is recognized, counted before the import, and found on the page of the contact', async () => {
  const last = unique('Noted');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=contact`);
    await upload(
      page,
      csv(
        'contacts.csv',
        'First name,Last name,Email,Notes',
        `Tove,${last},${unique('tove')}@bücher.example,"3. Third\n4. Fourth"`,
        `Uma,${last},${unique('uma')}@people.example,`,
      ),
    );
    await button(page, 'Field for Notes: New note').waitFor();
    await takePicture(page, 'import-note-column');
    await page.setViewportSize({ width: 375, height: 800 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await isWide(page)).toBe(false);
    await button(page, 'Check all rows').click();
    await page.getByText(/1 note\b/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-note-checked-375-dark');
    await button(page, 'Import 2 contacts').click();
    await page.getByText('Done: 3 of 3').waitFor();
    await takePicture(page, 'import-note-done-375-dark');
    await page.setViewportSize({ width: 1280, height: 800 });
    await at.host.settled(at.organization);
    await page.goto(`${at.base}/contacts?q=${last}`);
    await page.getByText(`Tove ${last}`).first().click();
    await page.getByText('@bücher.example').first().waitFor();
    const items = page.locator('.markdown ol');
    await items.first().waitFor();
    // A numbered list starts where the text does.
    expect(await items.evaluateAll((all) => all.map((one) => (one as { start?: number }).start))).toEqual([
      3,
    ]);
    await takePicture(page, 'import-note-contact');
  });
});
