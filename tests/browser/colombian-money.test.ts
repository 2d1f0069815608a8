import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let invoice: { id: string; number: string };
let draft: { id: string };
beforeAll(async () => {
  at = await Workplace.open(undefined, { currency: 'COP', country: 'CO' });
  const { call } = at.person;
  const { path } = at.organization;
  const { version } = await bodyOf(200, call('GET', `${path}/billing`));
  const seller = { legalName: 'Cobre S.A.S.', taxId: '900123456', address: 'Calle 1 # 2-3', city: 'Bogotá' };
  await bodyOf(200, call('PATCH', `${path}/billing`, { body: seller, ifMatch: version }));
  const customer = await bodyOf(201, call('POST', `${path}/customers`, { body: { name: 'Puerto Sur' } }));
  const create = () => newDraft(call, at.organization, customer.id, [123_456_789_012]);
  invoice = await issued(call, at.organization, await create());
  draft = await create();
  await at.host.settled(at.organization);
});
afterAll(() => at.close());

async function inSpanish(work: () => Promise<void>): Promise<void> {
  await at.speak('es');
  try {
    await work();
  } finally {
    await at.speak('en');
  }
}

/** The texts that are cut, of those that match a selector. */
const cutTexts = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((nodes) =>
      nodes.filter((node) => node.scrollWidth > node.clientWidth).map((node) => node.textContent),
    );

test('a list shows long amounts as a whole, with their sum below them', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices`);
    await page.getByRole('cell', { name: 'COP 1,234,567,890.12' }).first().waitFor();
    expect(await cutTexts(page, 'td.money .cut')).toEqual([]);
    // Nothing is due of the draft, which is written as the others are.
    await page.getByRole('cell', { name: 'COP 0.00', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Summarize Total' }).click();
    await page
      .getByRole('menuitemradio', { name: 'Sum' })
      .or(page.getByRole('menuitem', { name: 'Sum' }))
      .click();
    await page.locator('tfoot .value').getByText('COP 1,234,567,890.12').waitFor();
    expect(await cutTexts(page, 'td.money .cut, tfoot .value')).toEqual([]);
    await takePicture(page, 'colombian-invoices');
  });
});

test('an invoice that no provider reports says what its PDF and e-mails call it, before and after it is issued', async () => {
  const note = 'PDFs and e-mails are titled “Pro forma invoice”';
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${draft.id}`);
    await page.getByRole('button', { name: 'Issue', exact: true }).first().click();
    await page.getByRole('dialog').getByText(note).waitFor();
    await takePicture(page, 'colombian-issue');
    await page.keyboard.press('Escape');
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    await page.locator('main').getByText(note).waitFor();
    await takePicture(page, 'colombian-invoice');
    await button(page, 'Send').click();
    await page.getByRole('dialog').getByText(note).waitFor();
    expect(await axeFindings(page, { within: 'dialog' })).toEqual([]);
    await takePicture(page, 'colombian-send');
    await page.goto(`${at.base}/settings/billing`);
    await page.getByText(note).waitFor();
    await takePicture(page, 'colombian-billing');
    await page.getByLabel('Country').selectOption('ES');
    await page.getByText(note).waitFor({ state: 'detached' });
  });
});

test('the title of such an invoice is explained in Spanish too, on a phone', async () => {
  await at.inWindow(async (page) => {
    await inSpanish(async () => {
      await page.setViewportSize({ width: 375, height: 812 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${at.base}/invoices/${invoice.id}`);
      await page.getByText('Los PDF y los correos llevan el título «Factura proforma»').first().waitFor();
      expect(await axeFindings(page, { rules: ['color-contrast'] })).toEqual([]);
      await takePicture(page, 'colombian-invoice-phone');
    });
  });
});
