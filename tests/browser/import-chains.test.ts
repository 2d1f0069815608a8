import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { awaited } from '../awaited.ts';
import { bodyOf } from '../caller.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, isWide } from './import-files.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

/** Waits until the preview isn't dimmed any more, because its rows are those of the new check. */
const currentRows = (page: Page) => page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));

function threeFiles() {
  const [name, mail, deal] = [unique('Acme '), `${unique('ana')}@people.example`, unique('Deal ')];
  const files = [
    csv('deals.csv', 'Name,Customer,Contacts', `${deal},${name},${mail}`),
    csv('data.csv', 'Name', name),
    csv('contacts.csv', 'First name,E-mail,Customer', `Ana,${mail},${name}`, 'Wrong,no address,'),
  ];
  return { name, mail, deal, files };
}

test('three files are dropped at once, mapped, checked, imported with one button and undone with another', async () => {
  const { name, mail, deal, files } = threeFiles();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=lead`);
    await page.locator('input[type=file]').setInputFiles(files);
    const group = page.getByRole('group', { name: 'Files to import together' });
    await group.waitFor();
    // The type of one file can't be guessed.
    const type = group.getByLabel('The rows of data.csv are');
    await type.focus();
    await type.selectOption('customer');
    await group.getByRole('status').getByText('data.csv: File 1 of 3').waitFor();
    expect(await type.evaluate((select) => select === document.activeElement)).toBe(true);
    const names = await group.locator('li b').allTextContents();
    expect(names).toEqual(['data.csv', 'contacts.csv', 'deals.csv']);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-chain-files');
    await button(page, 'Upload 3 files').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    await page.getByRole('heading', { level: 1, name: 'data.csv' }).waitFor();

    const steps = page.getByRole('navigation', { name: 'Files of this import' });
    await steps.getByRole('link', { name: /contacts\.csv/ }).click();
    await page.getByRole('heading', { level: 1, name: 'contacts.csv' }).waitFor();
    const preview = page.getByRole('group', { name: 'Preview' });
    await preview.getByText('Known once the earlier file is checked').waitFor();
    await steps.getByRole('link', { name: /deals\.csv/ }).click();
    await page.getByRole('heading', { level: 1, name: 'deals.csv' }).waitFor();
    await button(page, 'Check all files').click();
    await page.getByText('3 rows from 3 files').waitFor();
    await steps.getByText('Ready to import').nth(2).waitFor();
    await currentRows(page);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-chain-checked');

    await steps.getByRole('link', { name: /contacts\.csv/ }).click();
    await page.getByText('1 will be created, 1 refused').waitFor();
    await page.getByRole('link', { name: 'Go to deals.csv' }).click();
    await button(page, 'Import everything').click();
    await steps.getByText('1 created').nth(2).waitFor();
    await page.getByText('Done: 1 of 1').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'import-chain-done');

    await at.host.settled(at.organization);
    const { call } = at.person;
    const list = async (path: string, q: string): Promise<any[]> =>
      (await bodyOf(200, call('GET', `${at.organization.path}/${path}`, { query: { q } }))).items;
    const [customer] = await list('customers', name);
    expect(await list('contacts', mail)).toMatchObject([{ customerId: customer.id }]);

    await steps.getByRole('button', { name: 'Undo everything' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo everything' }).click();
    await steps
      .getByText(/^Undone/)
      .nth(2)
      .waitFor();
    await takePicture(page, 'import-chain-undone');
    await page.getByRole('link', { name: 'Import another file' }).waitFor();
    expect(await page.getByRole('link', { name: /^View / }).count()).toBe(0);
    const isNone = (items: readonly unknown[]) => items.length === 0;
    await awaited('the undo of the first file', () => list('customers', name), isNone);
    expect(await list('deals', deal)).toEqual([]);
  });
});

test('in Spanish, on a phone and in the dark, the files, their steps and their check fit', async () => {
  const { files } = threeFiles();
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.setViewportSize({ width: 375, height: 800 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${at.base}/imports?type=customer`);
      await page.locator('input[type=file]').setInputFiles(files);
      await page.getByRole('group', { name: 'Archivos que se importan juntos' }).waitFor();
      expect(await isWide(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'import-chain-files-es-phone-dark');
      await button(page, 'Quitar deals.csv').click();
      await button(page, 'Subir 2 archivos').click();
      await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
      const steps = page.getByRole('navigation', { name: 'Archivos de esta importación' });
      await steps.getByRole('link', { name: /contacts\.csv/ }).click();
      await button(page, 'Comprobar todos los archivos').waitFor();
      expect(await isWide(page)).toBe(false);
      await button(page, 'Comprobar todos los archivos').click();
      await page.getByText('2 filas de 2 archivos').waitFor();
      await currentRows(page);
      expect(await isWide(page)).toBe(false);
      expect(await axeFindings(page)).toEqual([]);
      await takePicture(page, 'import-chain-checked-es-phone-dark');
    });
  } finally {
    await at.speak('en');
  }
});
