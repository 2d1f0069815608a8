import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readFile } from '../imports.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, upload } from './import-files.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await at.newContact({ firstName: 'Playa' });
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

test('the type of a file comes from its name unless it is chosen, and the file can be chosen again for another type', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports`);
    const type = page.getByLabel('The rows are');
    await type.waitFor();
    expect(await type.locator('option:checked').textContent()).toBe(
      'Recognized by the file’s name, or contacts',
    );
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-choice');
    await upload(page, csv('deals.csv', 'Name', 'Roof'));
    await page.getByText('Deals · 1 row ·', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-choice-page');

    await button(page, 'Import as something else').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Import deals.csv as something else?').waitFor();
    await takePicture(page, 'import-choice-again');
    await dialog.getByRole('button', { name: 'Delete and choose again' }).click();
    await page.waitForURL(/\/imports$/);
    await type.selectOption({ label: 'Contacts' });
    await page.waitForURL(/\?type=contact$/);
    await upload(page, csv('deals.csv', 'First name', 'Ana'));
    await page.getByText('Contacts · 1 row ·', { exact: false }).waitFor();
  });
});

test('if many phones are refused, the problems name the country that is set and lead to it', async () => {
  const numbers = ['911 22 33 44 55 66 77', '12', '34'];
  const text = ['First name,Mobile', ...numbers.map((number) => `Ana,${number}`)].join('\n');
  const { id } = await readFile(at.person.call, at.organization, text);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports/${id}`);
    await page.getByLabel('Country of phones').selectOption({ label: 'Spain' });
    await button(page, 'Check all rows').click();
    const problems = page.getByRole('group', { name: 'Problems' });
    await problems.getByText('Country of numbers without a country code: Spain.', { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await problems.scrollIntoViewIfNeeded();
    await takePicture(page, 'import-phones-refused');
    await problems.getByRole('link', { name: 'Change the country' }).click();
    const country = page.getByLabel('Country of phones');
    expect(await country.evaluate((select) => select === document.activeElement)).toBe(true);
  });
});

test('the bar with the result of a check stays at the bottom, and the tray of jobs doesn’t cover it', async () => {
  const rows = Array.from({ length: 30 }, (_, place) => `Ana ${place},no address`);
  const { id } = await readFile(at.person.call, at.organization, ['First name,E-mail', ...rows].join('\n'));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/contacts?q=playa`);
    await page.locator('tbody').getByRole('checkbox').first().check();
    await button(page, 'Assign').click();
    await page.getByRole('option', { name: /^Unassigned/ }).click();
    const tray = page.getByRole('region', { name: 'Jobs' });
    await tray.getByText('1 finished').waitFor();
    await page.goto(`${at.base}/imports/${id}`);
    const bar = page.locator('.bar', { has: button(page, 'Check all rows') });
    for (const [name, width, height] of [
      ['wide', 1280, 800],
      ['phone', 375, 667],
    ] as const) {
      await page.setViewportSize({ width, height });
      await tray.waitFor();
      await bar.waitFor();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
      await takePicture(page, `import-bar-tray-${name}`);
      const [of, above] = [(await bar.boundingBox())!, (await tray.boundingBox())!];
      const end = name === 'wide' ? height - 16 : above.y;
      expect(of.y + of.height).toBeGreaterThanOrEqual(end - 12);
      const overlaps = of.y < above.y + above.height && above.y < of.y + of.height;
      expect(overlaps).toBe(false);
    }
  });
});
