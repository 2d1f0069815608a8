import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { labeled, lookAround, lookAt } from './money-pages.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
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
const read = (path: string): Promise<any> =>
  bodyOf(200, at.person.call('GET', `${at.organization.path}/${path}`));

/** An issued invoice with three lines, of which one is credited and one is credited in part. */
async function partlyCredited(): Promise<any> {
  const { id: customerId } = await create('customers', { name: 'Harbour Foods' });
  const line = (description: string, quantity: number, unitPriceMinor: number) => ({
    ...{ description, quantity, unitPriceMinor, taxPercent: 21 },
  });
  const draft = await create('invoices', {
    ...{ customerId, currency: 'EUR' },
    lines: [line('Translation', 3, 10_000), line('Travel', 1, 5_000), line('Proofreading', 2.5, 1_001)],
  });
  const { id, version } = await issued(at.person.call, at.organization, draft);
  const lines = [{ line: 1 }, { line: 2, quantity: 1 }];
  await create(`invoices/${id}/credit`, { reason: 'Returned', lines }, version);
  return read(`invoices/${id}`);
}

test('a credit note for some quantities of an invoice’s lines has the amount that the dialog shows', async () => {
  const invoice = await partlyCredited();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    await button(page, 'Issue credit note').click();
    const dialog = page.getByRole('dialog');
    // All that is left: 300.00 and 15.02, with 21% tax, rounded together with what was credited before.
    await dialog.getByText('€381.18', { exact: true }).waitFor();
    await dialog.getByRole('radio', { name: /^What wasn’t credited before/ }).waitFor();
    await labeled(page, 'Reason').fill('One page was missing');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await dialog.getByRole('radio', { name: /^Single lines/ }).isChecked()).toBe(true);
    expect(await labeled(page, 'Travel').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('Enter at least one quantity.').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2');
    await dialog.getByText('1.5 left').waitFor();
    await page.keyboard.press('Control+Enter');
    const wrong = labeled(page, 'Proofreading');
    await dialog.getByText('At most 1.5').waitFor();
    expect(await wrong.evaluate((input) => input === document.activeElement)).toBe(true);
    await wrong.fill('1.5');
    await dialog.getByText('€139.18', { exact: true }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await lookAt(page, `money-credit-lines-${colorScheme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 375, height: 812 });
    await lookAt(page, 'money-credit-lines-phone');
    expect(await dialog.evaluate((box) => box.scrollWidth <= box.clientWidth)).toBe(true);
    await dialog.getByRole('button', { name: 'Issue credit note' }).dblclick();
    await page.getByText('Credit note', { exact: true }).first().waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1);
    expect(id).not.toBe(invoice.id);
    expect(await read(`invoices/${id}`)).toMatchObject({
      reason: 'One page was missing',
      total: { amountMinor: -13_918, currency: 'EUR' },
    });
    expect((await read(`invoices/${invoice.id}`)).creditedQuantities).toEqual([1, 1, 2.5]);
  });
});

test('the dialog of a credit note keeps what was typed when the invoice has changed, and shows what is left then', async () => {
  const { id, version } = await partlyCredited();
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${id}`);
      await button(page, 'Emitir nota de crédito').click();
      const dialog = page.getByRole('dialog');
      await labeled(page, 'Motivo').fill('Faltaba una página');
      await dialog.getByRole('radio', { name: /^Lo que aún no está en notas de crédito/ }).waitFor();
      await dialog.getByRole('radio', { name: /^Solo algunas líneas/ }).check();
      await labeled(page, 'Translation').fill('3');
      await create(`invoices/${id}/credit`, { reason: 'x', lines: [{ line: 0, quantity: 2 }] }, version);
      await dialog.getByRole('button', { name: 'Emitir nota de crédito' }).click();
      await dialog.getByText('Queda 1', { exact: true }).waitFor();
      expect(await labeled(page, 'Translation').inputValue()).toBe('3');
      await lookAt(page, 'money-credit-lines-stale');
      await labeled(page, 'Translation').fill('1');
      await dialog.getByRole('button', { name: 'Emitir nota de crédito' }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect((await read(`invoices/${id}`)).creditedQuantities).toEqual([3, 1, 1]);
    });
  } finally {
    await at.speak('en');
  }
});

test('the dialog of a credit note says how much of what was paid will no longer be allocated, in both languages', async () => {
  const { call } = at.person;
  const { id: customerId } = await create('customers', { name: 'Pier Books' });
  const draft = await newDraft(call, at.organization, customerId, [8_999, 1_000], { currency: 'EUR' });
  const { id } = await issued(call, at.organization, draft);
  await create('payments', {
    customerId,
    amount: { amountMinor: 5_000, currency: 'EUR' },
    allocations: [{ invoiceId: id, amountMinor: 5_000 }],
  });
  const texts = {
    es: ['Emitir nota de crédito', 'Solo algunas líneas', /Quedarán sin asignar 50,00\s€ de lo pagado/],
    en: ['Issue credit note', 'Single lines', /€50\.00 of what was paid will no longer be allocated/],
  } as const;
  for (const language of ['es', 'en'] as const) {
    await at.speak(language);
    const [credit, single, sentence] = texts[language];
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${id}`);
      await button(page, credit).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('status').getByText(sentence).waitFor();
      await lookAround(page, `money-credit-paid-${language}`);
      await dialog.getByRole('radio', { name: new RegExp(`^${single}`) }).check();
      await dialog.getByText(sentence).waitFor({ state: 'detached' });
    });
  }
});

test('the dialog of a first credit note offers the whole invoice in both languages', async () => {
  const { call } = at.person;
  const { id: customerId } = await create('customers', { name: 'Quay Bakery' });
  const draft = await newDraft(call, at.organization, customerId, [6_000], { currency: 'EUR' });
  const { id } = await issued(call, at.organization, draft);
  const texts = {
    es: ['Emitir nota de crédito', /^La factura completa/],
    en: ['Issue credit note', /^The whole invoice/],
  } as const;
  for (const language of ['es', 'en'] as const) {
    await at.speak(language);
    const [credit, whole] = texts[language];
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${id}`);
      await button(page, credit).click();
      await page.getByRole('dialog').getByRole('radio', { name: whole }).waitFor();
      await lookAt(page, `money-credit-whole-${language}`);
    });
  }
});
