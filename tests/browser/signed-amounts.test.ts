import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { labeled, lookAround, lookAt } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 240_000 });

let at: Workplace;
let customerId: string;
let invoiceId: string;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
  ({ id: customerId } = await create('customers', { name: 'Harbour Foods' }));
  const draft = (unitPriceMinor: number) =>
    create('invoices', {
      ...{ customerId, currency: 'EUR' },
      lines: [
        { description: 'Translation', quantity: 1, unitPriceMinor, taxPercent: 21 },
        { description: 'Travel', quantity: 1, unitPriceMinor: 5_000, taxPercent: 21 },
      ],
    });
  await draft(70_000);
  const invoice = await issued(at.person.call, at.organization, await draft(100_000));
  invoiceId = invoice.id;
  await create(`invoices/${invoiceId}/credit`, { reason: 'Late', lines: [{ line: 1 }] }, invoice.version);
});
afterAll(() => at.close());

const create = (path: string, body: object, ifMatch?: number): Promise<any> =>
  bodyOf(
    201,
    at.person.call('POST', `${at.organization.path}/${path}`, {
      body,
      ...(ifMatch === undefined ? {} : { ifMatch }),
    }),
  );

test('the sum of a list of invoices takes credit notes off, and says what it doesn’t count, in both languages', async () => {
  for (const [language, summarize, sum, apart] of [
    ['es', 'Resumir Total', 'Suma', /907,50\s€ sin contar \(Borrador, Anulada\)/],
    ['en', 'Summarize Total', 'Sum', /€907\.50 not counted \(Draft, Void\)/],
  ] as const) {
    await at.speak(language);
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices`);
      await page.getByRole('row').nth(2).waitFor();
      await page.getByRole('button', { name: summarize }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitemradio', { name: sum, exact: true }).press('Enter');
      // 1,000 and 50 less 50, with 21% tax.
      await page
        .locator('tfoot')
        .getByText(language === 'es' ? /1\.?210,00\s€/ : '€1,210.00')
        .waitFor();
      await page.locator('tfoot').getByText(apart).waitFor();
      await page
        .getByText(language === 'es' ? /-60,50\s€/ : '-€60.50')
        .first()
        .waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await lookAround(page, `signed-list-${language}`);
    });
  }
});

test('an amount of an invoice is credited, and its credit note shows what it takes off', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoiceId}`);
    await button(page, 'Issue credit note').click();
    const dialog = page.getByRole('dialog');
    await labeled(page, 'Reason').fill('A discount agreed later');
    await dialog.getByRole('radio', { name: /^An amount/ }).check();
    await dialog.getByText('€1,000.00 left').waitFor();
    await labeled(page, 'Amount before tax').fill('1000.01');
    await dialog.getByRole('button', { name: 'Issue credit note' }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await labeled(page, 'Amount before tax').fill('33.33');
    await dialog.getByText('€40.33', { exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await lookAround(page, 'signed-credit-amount');
    await dialog.getByRole('button', { name: 'Issue credit note' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('-€40.33').first().waitFor();
    await page.getByText('-€33.33').first().waitFor();
    await lookAround(page, 'signed-credit-note');
  });
});

test('the board and the dashboard show what their totals leave out, with a link to these deals', async () => {
  const currency: string = (await bodyOf(200, at.person.call('GET', at.organization.path))).currency;
  const [one = '', other = ''] = ['USD', 'EUR', 'JPY'].filter((code) => code !== currency);
  const deal = (title: string, amountMinor: number, code: string) =>
    create('deals', { title, value: { amountMinor, currency: code }, customerId });
  await deal('Own', 100_000, currency);
  await deal('Foreign', 250_000, one);
  await deal('Far', 70_000, other);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/deals`);
    await page.locator('.totals .others a').waitFor();
    const link = page.locator('header .others a').first();
    await link.waitFor();
    expect(await link.innerText()).toMatch(/^\+ .*2,500.* \+ .*70/);
    expect(await axeFindings(page)).toEqual([]);
    await lookAround(page, 'signed-board');
    await link.click();
    await page.waitForURL(/view=list/);
    await page
      .getByRole('cell', { name: 'Foreign' })
      .or(page.getByRole('rowheader', { name: 'Foreign' }))
      .first()
      .waitFor();
    await expect.poll(() => page.getByText('Own', { exact: true }).count()).toBe(0);
    await lookAt(page, 'signed-board-list');
    await page.goto(at.base);
    await page.locator('.stat .others a').first().waitFor();
    await lookAround(page, 'signed-dashboard');
    await page.goto(`${at.base}/customers/${customerId}`);
    await page.locator('dd .others a').first().waitFor();
    await lookAt(page, 'signed-customer');
    await page.goto(`${at.base}/analytics/deals`);
    await page.locator('.stats .others a').first().waitFor();
    await lookAround(page, 'signed-report');
  });
});
