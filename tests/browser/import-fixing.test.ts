import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { checkedImport, readFile } from '../imports.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { warnsBeforeReload, Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
});
afterAll(() => at.close());

const checked = async (...rows: string[]): Promise<any> =>
  checkedImport(
    at.person.call,
    at.organization,
    await readFile(at.person.call, at.organization, ['First name,E-mail,Country', ...rows].join('\n')),
  );
const path = ({ id }: { id: string }): string => `${at.organization.path}/imports/${id}`;
const rowsOf = async (one: { id: string }): Promise<string[][]> =>
  (await bodyOf(200, at.person.call('GET', `${path(one)}/rows`))).items.map(({ cells }: any) => cells);
const grid = (page: Page) => page.getByRole('grid', { name: 'Rows of the file' });
const open = async (page: Page, { id }: { id: string }, query = ''): Promise<void> => {
  await page.goto(`${at.base}/imports/${id}/rows${query}`);
  await grid(page).getByRole('rowheader').first().waitFor();
};

test('cells are corrected by keyboard, checked again and imported', async () => {
  const one = await checked('Ana,no address,Chile', 'Luis,,Chile', 'Eva,,Atlantis');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports/${one.id}`);
    await page.getByRole('link', { name: 'Fix problems here' }).click();
    await grid(page).getByText('Not an e-mail address').waitFor();
    expect(await grid(page).getByRole('rowheader').allTextContents()).toEqual([
      expect.stringContaining('2'),
      expect.stringContaining('4'),
    ]);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-rows');

    await grid(page).focus();
    await page.keyboard.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('lost@people.example');
    await page.keyboard.press('Escape');
    await grid(page).getByText('no address').waitFor();
    await page.keyboard.type('ana@people.example');
    await page.keyboard.press('Tab');
    await grid(page).getByText('Was: no address').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('Peru');
    await page.keyboard.press('Enter');
    await grid(page).getByText('Was: Atlantis').waitFor();
    expect(await grid(page).getByText('Problem:').count()).toBe(0);

    await page.keyboard.press('Control+z');
    await grid(page).getByText('Unknown country').waitFor();
    await page.keyboard.type('Peru');
    await page.keyboard.press('Enter');
    await grid(page).getByText('Was: Atlantis').waitFor();
    await button(page, 'Check again').click();
    await page.getByText('3 will be created').waitFor();
    await page.getByText('No rows with problems').waitFor();
    await page.getByRole('link', { name: 'Back to the import' }).click();
    await button(page, 'Import 3 contacts').click();
    await page.getByText('Done: 3 of 3').waitFor();
  });
});

test('a click on the check also saves the cell that is being edited', async () => {
  const one = await checked('Ana,wrong,Chile', 'Luis,,Atlantis');
  await at.inWindow(async (page) => {
    await open(page, one);
    await grid(page).focus();
    await page.keyboard.type('ana.clicks@people.example');
    await button(page, 'Check again').click();
    await page.getByText('1 will be created, 1 refused').waitFor();
    // The button was gone during the check, so its result has the focus.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('1 will be created');
  });
});

test('what is typed survives scrolling, and a reload warns before it is lost', async () => {
  const one = await checked(...Array.from({ length: 500 }, (_, index) => `Person ${index + 1},,Atlantis`));
  await at.inWindow(async (page) => {
    await open(page, one);
    await grid(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('Ana');
    await grid(page).evaluate((node) => node.scrollTo({ top: node.scrollHeight }));
    await grid(page).getByText('Person 500').waitFor();
    expect(await warnsBeforeReload(page)).toBe(true);
    await page.keyboard.type(' María');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await rowsOf(one))[0]?.[0]).toBe('Ana María');
  });
});

test('a block from a spreadsheet is pasted over the cells', async () => {
  const one = await checked('Ana,wrong,Chile', 'Luis,wrong too,Chile', 'Eva,,Chile');
  await at.inWindow(async (page) => {
    await open(page, one, '?kind=all');
    await grid(page).focus();
    await page.keyboard.press('ArrowRight');
    await grid(page).evaluate((node) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'ana@people.example\tPeru\nluis@people.example\tMexico\n');
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect
      .poll(() => rowsOf(one))
      .toEqual([
        ['Ana', 'ana@people.example', 'Peru'],
        ['Luis', 'luis@people.example', 'Mexico'],
        ['Eva', '', 'Chile'],
      ]);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await rowsOf(one))[0]).toEqual(['Ana', 'wrong', 'Chile']);

    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowLeft');
    await grid(page).evaluate((node) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'Peru\tLima\nMexico\tPuebla\n');
      node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByText('3 cells weren’t pasted', { exact: false }).waitFor();
    await expect.poll(async () => (await rowsOf(one))[2]).toEqual(['Eva', '', 'Peru']);
  });
});

test('all cells with a problem are replaced or treated as empty at once, and that can be undone', async () => {
  const one = await checked('Ana,,Atlantis', 'Luis,,Atlantis', 'Eva,,Ruritania', 'Zoe,wrong,Chile');
  await at.inWindow(async (page) => {
    await open(page, one);
    await page.getByRole('link', { name: 'Country: Unknown country' }).click();
    await page.getByLabel('Value').selectOption('Atlantis');
    await page.getByLabel('Replace with').fill('Colombia');
    await button(page, 'Replace everywhere').click();
    await page.getByText('2 will be created, 2 refused').waitFor();
    await page.getByRole('link', { name: 'Country: Unknown country' }).click();
    await button(page, 'Treat as empty').click();
    await page.getByText('3 will be created, 1 refused').waitFor();
    await page.getByRole('link', { name: 'E-mail: Not an e-mail address' }).click();
    await button(page, 'Leave out these rows').click();
    await page.getByText('3 will be created, 1 left out').waitFor();
    await button(page, /^Undo\s*: Rows left out/).click();
    await page.getByText('3 will be created, 1 refused').waitFor();
  });
});

test('what is typed while someone else corrects another cell is saved as well', async () => {
  const one = await checked('Ana,wrong,Chile', 'Luis,,Atlantis');
  await at.inWindow(async (page) => {
    await open(page, one);
    const rows = [{ row: 3, cells: [{ column: 2, text: 'Peru' }] }];
    await bodyOf(200, at.person.call('PATCH', `${path(one)}/rows`, { body: { rows }, ifMatch: one.version }));
    await grid(page).focus();
    await page.keyboard.type('ana@people.example');
    await page.keyboard.press('Enter');
    await page.getByText('Your changes were saved').waitFor();
    expect(await rowsOf(one)).toEqual([
      ['Ana', 'ana@people.example', 'Chile'],
      ['Luis', '', 'Peru'],
    ]);
  });
});

test('only the rows in view are rendered, and the last of thousands is a key away', async () => {
  const one = await checked(...Array.from({ length: 3_000 }, (_, index) => `Person ${index + 1},,Atlantis`));
  await at.inWindow(async (page) => {
    await open(page, one);
    expect(await grid(page).getByRole('row').count()).toBeLessThan(60);
    await grid(page).focus();
    await page.keyboard.press('Control+End');
    await grid(page).getByText('Person 3000').waitFor();
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('3001');
  });
});

test('on a phone, each row is a card', async () => {
  const one = await checked('Ana,wrong,Chile');
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${at.base}/imports/${one.id}/rows`);
    await page.getByText('Row 2').waitFor();
    await page.getByLabel('E-mail').fill('ana@people.example');
    await page.keyboard.press('Tab');
    await expect.poll(async () => (await rowsOf(one))[0]?.[1]).toBe('ana@people.example');
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-rows-phone');
  });
});
