import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { awaited } from '../awaited.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { isFull } from '../counts.ts';
import { keyIn, linkTo, pageAt, sentQuote } from '../documents.ts';
import { unique } from '../organization.ts';
import { axeFindings } from './accessibility.ts';
import { openWindow, takePicture, type Look } from './browser.ts';
import { lookAround } from './money-pages.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
}, 180_000);
afterAll(() => at.close());

const longName = 'Instalaciones_eléctricas_y_de_telecomunicaciones_de_la_Comunidad_Valenciana_S.L.U.';

/** An invoice with many lines, a discount, taxes and a withholding, for a customer with a long name. */
async function longInvoice(): Promise<any> {
  const { call } = at.person;
  const { version } = await bodyOf(200, call('GET', `${at.organization.path}/billing`));
  const bankDetails = 'IBAN ES91 2100 0418 4502 0005 1332\nBIC CAIXESBBXXX';
  const settings = { bankDetails, footer: 'Inscrita en el Registro Mercantil de Madrid' };
  await bodyOf(200, call('PATCH', `${at.organization.path}/billing`, { body: settings, ifMatch: version }));
  const customer = { name: longName, taxId: 'B98765431', address: 'Avenida del Puerto 5', country: 'ES' };
  const { id } = await bodyOf(201, call('POST', `${at.organization.path}/customers`, { body: customer }));
  const lines = Array.from({ length: 12 }, (_, place) => ({
    description: `Servicio de mantenimiento número ${place + 1} con una descripción algo más larga`,
    quantity: place + 0.5,
    unitPriceMinor: 123_456,
    taxPercent: place % 2 === 0 ? 21 : 10,
    withholdingPercent: 15,
    ...(place === 3 ? { discountPercent: 12.5 } : {}),
  }));
  const values = { lines, currency: 'EUR', notes: 'Gracias por la confianza.', dueOn: '2190-01-31' };
  return issued(call, at.organization, await newDraft(call, at.organization, id, [], values));
}

async function widthOver(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

const looks: Look[] = [
  { theme: 'dark', phone: true },
  ...(isFull ? [{}, { phone: true }, { theme: 'dark' as const }] : []),
];

test.each(looks)('customers read an invoice and find how to pay it, in %o', async (look) => {
  const key = await linkTo(at.organization, await longInvoice());
  const { context, page } = await openWindow(at.browser, at.host.url, look);
  try {
    await page.goto(pageAt(key));
    await page.getByText(longName).waitFor();
    await page.getByText('IBAN ES91').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await widthOver(page)).toBe(0);
    await takePicture(page, `document-invoice-${look.theme ?? 'light'}-${look.phone ? 'phone' : 'desktop'}`);
    await page.getByRole('link', { name: 'Cómo pagar' }).click();
    await takePicture(page, `document-paying-${look.theme ?? 'light'}-${look.phone ? 'phone' : 'desktop'}`);
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'English' }).click();
    await (await opened).getByRole('heading', { name: 'How to pay' }).waitFor();
    await page.goto(pageAt('A'.repeat(43)));
    await page.getByRole('heading', { name: 'This document is no longer available' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, `document-none-${look.theme ?? 'light'}-${look.phone ? 'phone' : 'desktop'}`);
  } finally {
    await context.close();
  }
});

/** A window in which no script runs, as in some mail programs. */
async function silentWindow(): Promise<{ context: BrowserContext; page: Page }> {
  const viewport = { width: 375, height: 812 };
  const context = await at.browser.newContext({
    baseURL: at.host.url,
    javaScriptEnabled: false,
    viewport,
  });
  return { context, page: await context.newPage() };
}

test('a quote is accepted by keyboard and without JavaScript, and stays accepted after a reload', async () => {
  const quote = await sentQuote(at.organization, { title: 'Website', notes: 'With a year of support.' });
  const key = await linkTo(at.organization, quote);
  const { context, page } = await silentWindow();
  try {
    await page.goto(pageAt(key));
    await takePicture(page, 'document-quote');
    await page.getByRole('link', { name: 'Your answer' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('   ');
    await page.keyboard.press('Enter');
    await page.getByText('Enter your full name.').waitFor();
    await takePicture(page, 'document-quote-refused');
    await page.getByLabel('Your full name').first().fill('Ana Pérez');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Accepted by Ana Pérez').waitFor();
    await page.reload();
    await page.getByRole('status').getByText('Accepted by Ana Pérez').waitFor();
    await takePicture(page, 'document-quote-accepted');
    expect(await page.getByRole('button').count()).toBe(0);
  } finally {
    await context.close();
  }
  await at.inWindow(async (own) => {
    await own.goto(`${at.base}/quotes/${quote.id}`);
    await own.getByText('Ana Pérez accepted this online').waitFor();
    await takePicture(own, 'document-quote-timeline');
  });
});

test('an accepted quote becomes a draft only after a question that names who accepted it, and its page says so', async () => {
  const quote = await sentQuote(at.organization);
  const key = await linkTo(at.organization, quote);
  const path = `${at.organization.path}/quotes/${quote.id}`;
  const { call } = at.person;
  const body = { by: 'Ana Pérez' };
  await bodyOf(200, call('POST', `${path}/accept`, { body, ifMatch: quote.version }));
  await at.inWindow(async (own) => {
    await own.goto(`${at.base}/quotes/${quote.id}`);
    await own.getByRole('button', { name: 'Back to draft' }).click();
    const question = own.getByRole('alertdialog');
    await question.getByText(/Ana Pérez accepted it on /).waitFor();
    await lookAround(own, 'document-quote-withdrawing');
    await own.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect((await bodyOf(200, call('GET', path))).answeredBy).toBe('Ana Pérez');
    await own.getByRole('button', { name: 'Back to draft' }).click();
    await question.getByRole('button', { name: 'Back to draft' }).click();
    await own.getByText('made this a draft again, although Ana Pérez had accepted it').waitFor();
    await takePicture(own, 'document-quote-withdrawn-timeline');
  });
  const { context, page } = await silentWindow();
  try {
    await page.goto(pageAt(key));
    await page.getByText(/withdrew this offer on /).waitFor();
    await takePicture(page, 'document-quote-withdrawn');
  } finally {
    await context.close();
  }
});

test('a quote is declined with a reason', async () => {
  const key = await linkTo(at.organization, await sentQuote(at.organization));
  const { context, page } = await silentWindow();
  try {
    await page.goto(pageAt(key));
    await page.getByText('Decline instead').click();
    const form = page.locator('details form');
    await form.getByLabel('Your full name').fill(' ');
    await form.getByLabel('Reason (optional)').fill('Too late for us');
    await form.getByRole('button', { name: 'Decline' }).click();
    await form.getByText('Enter your full name.').waitFor();
    expect(await form.getByLabel('Reason (optional)').inputValue()).toBe('Too late for us');
    await form.getByLabel('Your full name').fill('Ana');
    await takePicture(page, 'document-quote-declining');
    await form.getByRole('button', { name: 'Decline' }).click();
    await page.getByText('Declined by Ana').waitFor();
  } finally {
    await context.close();
  }
});

test('a quote is sent from its page with a preview, and its link is copied and revoked', async () => {
  const email = `${unique('customer')}@customers.example`;
  const { call } = at.person;
  const { path } = at.organization;
  const customer = { name: 'Acme', email, country: 'US' };
  const { id: customerId } = await bodyOf(201, call('POST', `${path}/customers`, { body: customer }));
  const lines = [{ description: 'Consulting', quantity: 1, unitPriceMinor: 5_000 }];
  const quote = await bodyOf(201, call('POST', `${path}/quotes`, { body: { customerId, lines } }));
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/quotes/${quote.id}`);
    await button(page, 'Send').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`Quote ${quote.code} from Cobalto S.L.`).waitFor();
    expect(await field(page, 'To').inputValue()).toBe(email);
    await page.getByLabel('Message (optional)').fill('See you on Monday.');
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'document-send');
    await dialog.getByLabel('Language').selectOption('Español');
    await dialog.getByText(`Presupuesto ${quote.code} de Cobalto S.L.`).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(`On its way to ${email}`).waitFor();
    const [mail] = await awaited(
      'the e-mail',
      () => at.host.mails(email),
      (mails) => mails.length > 0,
    );
    expect(mail!.text).toContain('See you on Monday.');
    await button(page, 'Send again').click();
    await dialog.getByText('Last sent on').waitFor();
    await button(page, 'Create a link').click();
    const link = await dialog.getByLabel('Link for sharing').inputValue();
    await takePicture(page, 'document-link');
    await button(page, 'Revoke all links').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke all links' }).click();
    await page.getByText('All links were revoked').waitFor();
    const { context, page: visitor } = await silentWindow();
    for (const text of [mail!.text, link]) {
      await visitor.goto(pageAt(keyIn(text)));
      await visitor.getByRole('heading', { name: 'This document is no longer available' }).waitFor();
    }
    await context.close();
  });
});

test('the dialog that sends fits a phone, and says why an address is refused', async () => {
  const quote = await sentQuote(at.organization);
  await at.inWindow(async (page) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${at.base}/quotes/${quote.id}`);
    await button(page, 'Send again').click();
    await field(page, 'To').fill('nobody');
    await page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Enter an e-mail address').waitFor();
    expect(await widthOver(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'document-send-phone');
  });
});
