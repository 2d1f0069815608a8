import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Money } from '#contract/field.ts';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { fillLists, listedTypes } from './column-records.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

const recordCount = 20;

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await fillLists(at, recordCount);
});
afterAll(() => at.close());

async function openList(page: Page, plural: string, query = ''): Promise<void> {
  await page.goto(`${at.base}/${plural}?view=list${query}`);
  await page.locator('[data-row]').first().waitFor();
}
const headings = (page: Page): Promise<string[]> =>
  page.locator('thead [data-column]').evaluateAll((all) => all.map((head) => head.dataset.column ?? ''));
const heading = (page: Page, field: string): Locator => page.locator(`thead [data-column="${field}"]`);
const widthOf = async (page: Page, field: string): Promise<number> =>
  Math.round((await heading(page, field).boundingBox())?.width ?? 0);
async function showColumn(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'Columns, density and export' }).click();
  await page.getByPlaceholder('Find a column').fill(label);
  await page.getByRole('checkbox', { name: label, exact: true }).check();
  await page.keyboard.press('Escape');
}

test('columns that were chosen, ordered and resized by keyboard are the same after a reload', async () => {
  await at.inWindow(async (page) => {
    await openList(page, 'contacts');
    await page.getByRole('button', { name: 'Columns, density and export' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Created by' }).press('Space');
    // The column moves to the visible ones, and keeps the focus.
    expect(await page.evaluate(() => document.activeElement?.closest('li')?.dataset.column)).toBe(
      'createdBy',
    );
    await page.getByRole('button', { name: 'Move Created by up' }).press('Enter');
    // The button keeps the focus while its row moves.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Tags' }).press('Space');
    expect(await axeFindings(page, { within: '[role=dialog]' })).toEqual([]);
    await page.keyboard.press('Escape');
    const city = heading(page, 'city').getByRole('button');
    await city.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.getByRole('separator', { name: 'Width of Owner' }).press('ArrowRight');
    const expected = ['fullName', 'statusId', 'email', 'city', 'phones', 'customerId', 'createdBy'];
    const shown = [...expected, 'ownerId', 'createdAt'];
    await expect.poll(() => headings(page)).toEqual(shown);
    const width = await widthOf(page, 'ownerId');
    await page.reload();
    await expect.poll(() => headings(page)).toEqual(shown);
    expect(await widthOf(page, 'ownerId')).toBe(width);
    await takePicture(page, 'columns-chosen');
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a heading that is dragged moves its column and doesn’t sort, and Escape puts it back', async () => {
  await at.inWindow(async (page) => {
    await openList(page, 'vendors');
    const before = await headings(page);
    const dragTo = async (from: string, to: string) => {
      const [start, end] = [await heading(page, from).boundingBox(), await heading(page, to).boundingBox()];
      if (!start || !end) throw new Error('a heading is not shown');
      await page.mouse.move(start.x + 20, start.y + 12);
      await page.mouse.down();
      await page.mouse.move(end.x + end.width - 16, end.y + 12, { steps: 8 });
    };
    await dragTo('code', 'category');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await headings(page)).toEqual(before);
    await dragTo('code', 'category');
    await page.mouse.up();
    expect((await headings(page)).slice(0, 4)).toEqual(['name', 'statusId', 'category', 'code']);
    expect(new URL(page.url()).searchParams.get('sort')).toBeNull();
  });
});

test('a column that default rows lack shows its values, and can be sorted by and edited in its cells', async () => {
  const { path } = at.organization;
  const { items } = await bodyOf(200, at.person.call('GET', `${path}/contacts?q=Li Wei`));
  const [one] = items;
  const file = `${path}/contacts/${one.id}`;
  await bodyOf(200, at.person.call('PATCH', file, { body: { nationalId: 'CC-700' }, ifMatch: one.version }));
  await at.inWindow(async (page) => {
    await openList(page, 'contacts');
    await showColumn(page, 'National ID');
    const row = page.locator(`[data-row="${one.id}"]`);
    await heading(page, 'nationalId').getByRole('button').click();
    await row.getByText('CC-700').waitFor();
    await row.getByRole('button', { name: /^Edit National ID/ }).click();
    await row.getByRole('textbox').waitFor();
    await page.keyboard.type('CC-701');
    await page.keyboard.press('Enter');
    await row.getByText('CC-701').waitFor();
    await expect.poll(async () => (await bodyOf(200, at.person.call('GET', file))).nationalId).toBe('CC-701');
    await page.goto(`${at.base}/contacts`);
    await row.getByText('CC-701').waitFor();
    await takePicture(page, 'columns-outside-of-rows');
  });
});

test('a footer sums the records of all pages, with each currency apart, and follows changes and filters', async () => {
  const { path } = at.organization;
  const { items } = await bodyOf(200, at.person.call('GET', `${path}/deals?limit=100`));
  const deals = items as { id: string; version: number; value: Money }[];
  const sumIn = (currency: string, changed = 0) => {
    const values = deals.map(({ value }) => value).filter((value) => value.currency === currency);
    const minor = values.reduce((sum, value) => sum + value.amountMinor, changed);
    return new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    }).format(minor / 100);
  };
  const own = (await bodyOf(200, at.person.call('GET', path))).currency;
  const other = own === 'EUR' ? 'USD' : 'EUR';
  await at.inWindow(async (page) => {
    await openList(page, 'deals', '&limit=10');
    const values = page.locator('tfoot .value');
    await page.getByRole('button', { name: 'Summarize Value' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitemradio', { name: 'Sum', exact: true }).press('Enter');
    await expect.poll(() => values.allInnerTexts()).toEqual([sumIn(own), sumIn(other)]);
    await page.locator('tfoot').getByText(`${recordCount} deals`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'columns-footer');
    const deal = deals.find(({ value }) => value.currency === own);
    if (!deal) throw new Error('no deal has a value in the currency of the organization');
    const body = { value: { ...deal.value, amountMinor: deal.value.amountMinor + 100 } };
    await bodyOf(200, at.person.call('PATCH', `${path}/deals/${deal.id}`, { body, ifMatch: deal.version }));
    await page.reload();
    await expect.poll(() => values.allInnerTexts()).toEqual([sumIn(own, 100), sumIn(other)]);
    await page.getByRole('searchbox').fill('Nordwind');
    await page.locator('tfoot').getByText('5 deals').waitFor();
    await expect.poll(() => values.allInnerTexts()).not.toContain(sumIn(own, 100));
    const found = await values.allInnerTexts();
    await page.route('**/deals/query', (route) => {
      const isSummary = route.request().postDataJSON().groups !== undefined;
      return isSummary ? route.abort() : route.continue();
    });
    await page.getByRole('searchbox').fill('Nordwin');
    await page.getByRole('button', { name: 'Load the summary of Value again' }).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('button', { name: 'Load the summary of Value again' }).click();
    await expect.poll(() => values.allInnerTexts()).toEqual(found);
    await page.getByRole('searchbox').fill('');
    await expect.poll(() => values.allInnerTexts()).toEqual([sumIn(own, 100), sumIn(other)]);
    await page.setViewportSize({ width: 375, height: 812 });
    await page.locator('tfoot .column').getByText('Value', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a footer includes an edit in place as soon as the row does', async () => {
  await at.inWindow(async (page) => {
    await openList(page, 'deals', '&limit=10');
    await page.getByRole('button', { name: 'Summarize Value' }).click();
    await page.getByRole('menuitemradio', { name: 'Count', exact: true }).click();
    await page.locator('tfoot .value').first().waitFor();
    const summary = page.waitForRequest(
      (request) => request.url().endsWith('/deals/query') && request.postDataJSON().groups !== undefined,
    );
    await page
      .getByRole('button', { name: /^Edit Value of / })
      .first()
      .click();
    await page.locator('.editor').getByRole('textbox').first().fill('1234');
    await page.keyboard.press('Enter');
    expect((await summary).postDataJSON()).toMatchObject({ current: true });
  });
});

/** Headings and values that are cut although they can't be shortened, such as dates. */
const cutValues = (page: Page): Promise<string[]> =>
  page
    .locator(
      '.record-table :is(.timestamp, .date, .money, .integer) .cell, .record-table :is(thead, .phones) .cut',
    )
    .evaluateAll((all) =>
      all
        .flatMap((one) => [one, ...one.children])
        .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth)
        .map((one) => one.textContent),
    );

test.each([1280, 1440])('the default columns of all lists fit in a window of %i pixels', async (width) => {
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width, height: 900 });
    for (const plural of listedTypes) {
      await openList(page, plural);
      const table = page.locator('.record-table');
      // The widths follow the values, once those are drawn.
      await expect
        .poll(async () => {
          const over = await table.evaluate((box) => box.scrollWidth - box.clientWidth);
          return { plural, over, cut: await cutValues(page) };
        })
        .toEqual({ plural, over: 0, cut: [] });
      expect(await widthOf(page, (await headings(page))[0] ?? '')).toBeGreaterThanOrEqual(136);
      expect(await axeFindings(page, { within: '.record-table' })).toEqual([]);
      await takePicture(page, `columns-${plural}-${width}`);
    }
  });
});

test('the name stays visible while the table scrolls sideways', async () => {
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await openList(page, 'leads');
    for (const label of ['Job title', 'Message', 'Created by', 'Next task', 'E-mail'])
      await showColumn(page, label);
    const table = page.locator('.record-table');
    const name = page.locator('tbody .name').first();
    const before = await name.boundingBox();
    await table.evaluate((box) => box.scrollBy(300, 0));
    await expect.poll(() => table.evaluate((box) => box.scrollLeft)).toBeGreaterThan(100);
    expect((await name.boundingBox())?.x).toBe(before?.x);
  });
});
