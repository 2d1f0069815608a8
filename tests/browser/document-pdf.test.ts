import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { pagesOf } from '../pdf.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
let invoice: { id: string; title: string };
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  const { call } = at.person;
  await readyToBill(call, at.organization);
  const body = { name: 'Café Cúcuta', country: 'CO' };
  ({ id: customerId } = await bodyOf(201, call('POST', `${at.organization.path}/customers`, { body })));
  const values = { currency: 'EUR' };
  invoice = await issued(
    call,
    at.organization,
    await newDraft(call, at.organization, customerId, [12_345], values),
  );
});
afterAll(() => at.close());

async function saved(page: Page, choose: () => Promise<void>): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await choose();
  const download = await downloading;
  const pages = await pagesOf(await buffer(await download.createReadStream()));
  return { name: download.suggestedFilename(), text: pages.join(' ') };
}

test('an invoice is saved as PDF by keyboard, in the customer’s language or in another one', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    await button(page, 'Download PDF').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'The customer’s language' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'document-pdf');
    const own = await saved(page, () => page.keyboard.press('Enter'));
    expect(own.name).toBe(`${invoice.title}.pdf`);
    expect(own.text).toContain('Total 123,45 €');

    await button(page, 'Download PDF').click();
    const english = await saved(page, () => page.getByRole('menuitem', { name: 'English' }).click());
    expect(english.text).toContain('Total €123.45');
  });
});

test('a language of the PDF that is double-clicked saves one file', async () => {
  await at.inWindow(async (page) => {
    let requests = 0;
    await page.route('**/pdf*', async (route) => {
      requests += 1;
      await route.continue();
    });
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    await button(page, 'Download PDF').click();
    await saved(page, () => page.getByRole('menuitem', { name: 'Español' }).dblclick());
    expect(requests).toBe(1);
  });
});

test('a quote is saved as PDF on a phone', async () => {
  const body = { customerId, lines: [{ description: 'Café', quantity: 1, unitPriceMinor: 100 }] };
  const quote = await bodyOf(201, at.person.call('POST', `${at.organization.path}/quotes`, { body }));
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 800 });
    await page.goto(`${at.base}/quotes/${quote.id}`);
    await button(page, 'Download PDF').click();
    const { name, text } = await saved(page, () => page.getByRole('menuitem', { name: 'Español' }).click());
    expect(name).toBe(`${quote.code}.pdf`);
    expect(text).toContain('BORRADOR');
  });
});

test('a PDF that can’t be made says so, and can be asked for again', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    let answers = 0;
    await page.route('**/pdf', async (route) => {
      answers += 1;
      return answers === 1
        ? route.fulfill({ status: 500, contentType: 'application/json', body: '{"message":"x"}' })
        : route.continue();
    });
    await button(page, 'Download PDF').click();
    await page.getByRole('menuitem', { name: 'The customer’s language' }).click();
    await page.getByText('Something went wrong', { exact: false }).first().waitFor();
    await button(page, 'Download PDF').click();
    const { text } = await saved(page, () =>
      page.getByRole('menuitem', { name: 'The customer’s language' }).click(),
    );
    expect(text).toContain(invoice.title);
  });
});

test('the accent color of documents is picked or typed in the billing settings', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    await page.getByLabel('Accent color').fill('#0a7');
    await button(page, 'Save').click();
    await page.getByText('Enter a color such as #2563eb').first().waitFor();
    await page.getByLabel('Pick a color').fill('#00aa77');
    expect(await page.getByLabel('Accent color').inputValue()).toBe('#00aa77');
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'accent-color');
    await button(page, 'Save').click();
    await expect
      .poll(
        async () =>
          (await bodyOf(200, at.person.call('GET', `${at.organization.path}/billing`))).accentColor as string,
      )
      .toBe('#00aa77');
  });
});
