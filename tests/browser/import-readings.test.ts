import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { csv, isWide, upload } from './import-files.ts';
import { button } from './people.ts';
import { openSignedIn } from './site-under-test.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { country: 'CO', currency: 'COP' });
});
afterAll(() => at.close());

const deals = csv(
  'deals.csv',
  'Title,Expected close date,Value',
  'Roof,03/04/2026,$ 1.500',
  'Door,05/06/2026,$ 2.250',
);

test('columns that can be read in several ways are asked for with the values either way, before rows are checked', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/imports?type=deal`);
    await upload(page, deals);
    const questions = page.getByRole('region', { name: 'How are these values meant?' });
    await questions.getByText('3 questions are open').waitFor();
    await questions.getByText('03/04/2026 is Mar 4, 2026', { exact: false }).waitFor();
    expect(await button(page, 'Check all rows').count()).toBe(0);
    await page.getByRole('link', { name: 'Answer the questions first' }).click();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'imports-undecided');
    await questions.getByRole('radio', { name: /^Day, month, year/ }).check();
    await questions.getByText('2 questions are open').waitFor();
    await questions.getByRole('radio', { name: /^Comma/ }).check();
    await questions.getByRole('radio', { name: /USD/ }).check();
    await questions.waitFor({ state: 'detached' });
    const preview = page.getByRole('group', { name: 'Preview' });
    await preview.getByText('Apr 3, 2026').waitFor();
    // What was answered can be changed beside the column.
    const order = page.getByRole('combobox', { name: 'Order of the dates in Expected close date' });
    expect(await order.inputValue()).toBe('dmy');
    await order.selectOption('mdy');
    await preview.getByText('Mar 4, 2026').waitFor();
    await order.selectOption('dmy');
    await preview.getByText('Apr 3, 2026').waitFor();
    await button(page, 'Check all rows').click();
    await page.getByText('2 will be created').waitFor();
    await button(page, 'Import 2 deals').click();
    await expect
      .poll(async () => {
        const query = { sort: 'title', current: 'true' };
        const list = at.person.call('GET', `${at.organization.path}/deals`, { query });
        return (await bodyOf(200, list)).items.map(({ expectedCloseDate, value }: any) => [
          expectedCloseDate,
          value,
        ]);
      })
      .toEqual([
        ['2026-06-05', { amountMinor: 225_000, currency: 'USD' }],
        ['2026-04-03', { amountMinor: 150_000, currency: 'USD' }],
      ]);
  });
});

test('the questions fit on a phone, also in the dark', async () => {
  const window = await openSignedIn(at.browser, at.host, at.person, {
    theme: 'dark',
    phone: true,
  });
  const { page } = window;
  await page.goto(`${at.base}/imports?type=deal`);
  await upload(page, csv('other.csv', 'Title,Expected close date,Value,X', 'Roof,03/04/2026,$ 1.500,'));
  await page.getByRole('heading', { name: /^How are these values/ }).waitFor();
  expect(await isWide(page)).toBe(false);
  expect(await axeFindings(page)).toEqual([]);
  await takePicture(page, 'imports-undecided-phone');
  await window.context.close();
});
