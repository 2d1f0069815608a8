import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readyToBill } from '../billing.ts';
import { unique } from '../organization.ts';
import { daytimeZone, issuedInvoice } from '../reminders.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { button, field } from './people.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

let at: Workplace;
beforeAll(async () => {
  at = await Workplace.open(undefined, { timeZone: daytimeZone() });
  await readyToBill(at.person.call, at.organization);
});
afterAll(() => at.close());

const newInvoice = (customerId: string, dueInDays: number, more: object = {}) =>
  issuedInvoice(at.person.call, at.organization, customerId, dueInDays, more);
const section = (page: Page, name: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name, exact: true }) });
const fits = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

test('a customer to whom nothing was sold is offered the first step, which fills in the customer', async () => {
  const { id } = await at.create('customers', { name: 'New Foods' });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers/${id}`);
    const first = section(page, 'Nothing sold to this customer yet');
    await first.waitFor();
    expect(await page.getByRole('heading', { name: /^(Quotes|Orders|Invoices|Payments)/ }).count()).toBe(0);
    await expect.poll(() => section(page, 'Balance').count()).toBe(0);
    await takePicture(page, 'customer-first-step');
    await first.getByRole('link', { name: 'Create quote' }).click();
    await page.waitForURL(/quotes\/new/);
    await page.getByText('New Foods').first().waitFor();
  });
});

test('a customer’s page shows the balance by currency, what led to it, and the timeline of its documents', async () => {
  const customer = await at.create('customers', { name: 'Harbour Foods' });
  const late = await newInvoice(customer.id, -10);
  const open = await newInvoice(customer.id, 20);
  await newInvoice(customer.id, 20, { currency: 'USD' });
  await at.create('payments', {
    customerId: customer.id,
    amount: { amountMinor: 20_000, currency: 'EUR' },
    allocations: [{ invoiceId: open.id, amountMinor: 12_345 }],
  });
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/customers/${customer.id}`);
    const balance = section(page, 'Balance');
    await balance.getByText('€123.45').first().waitFor();
    expect(await balance.locator('dt, dd').allInnerTexts()).toEqual([
      'Due',
      '€123.45\n$123.45',
      'Overdue',
      '€123.45',
      'Credit left',
      '€76.55',
    ]);
    const timeline = page.locator('article.entry');
    await timeline.filter({ hasText: `Invoice issued: ${late.number}` }).waitFor();
    await timeline.filter({ hasText: `Invoice paid: ${open.number}` }).waitFor();
    await takePicture(page, 'customer-balance');
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page, { rules: ['color-contrast'] })).toEqual([]);
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Payments' }).click();
    await timeline.filter({ hasText: 'recorded the payment' }).waitFor();
    expect(await timeline.count()).toBe(1);
    await balance.getByRole('link', { name: '€123.45' }).last().click();
    await page.waitForURL(/invoices\?filter=/);
    await page.getByRole('link', { name: late.number }).waitFor();
    expect(await page.getByRole('link', { name: open.number }).count()).toBe(0);
  });
});

test('a customer’s balance fits on a phone, in Spanish', async () => {
  const customer = await at.create('customers', { name: 'Panadería Sol' });
  await newInvoice(customer.id, -10);
  await at.host.settled(at.organization);
  await at.speak('es');
  try {
    await at.inWindow(async (page) => {
      await page.setViewportSize({ width: 375, height: 812 });
      await page.goto(`${at.base}/customers/${customer.id}`);
      await page.getByRole('tab', { name: 'Detalles' }).click();
      await section(page, 'Saldo').getByText('Vencido').waitFor();
      await page.getByRole('heading', { name: /^Facturas/ }).waitFor();
      expect(await fits(page)).toBe(true);
      await takePicture(page, 'customer-balance-phone');
    });
  } finally {
    await at.speak('en');
  }
});

test('an invoice’s page shows the next reminder and sends one by keyboard', async () => {
  const email = `${unique('customer')}@customers.example`;
  const customer = await at.create('customers', { name: 'Harbour Foods', billingEmail: email });
  const invoice = await newInvoice(customer.id, 20);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    const reminders = section(page, 'Payment reminders');
    await reminders.getByText(/Next: /).waitFor();
    await button(page, 'Send reminder now').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: `Reminder for ${invoice.number}` });
    await dialog.waitFor();
    expect(await field(page, 'To').inputValue()).toBe(email);
    expect(await axeFindings(page, { within: 'dialog' })).toEqual([]);
    await takePicture(page, 'invoice-reminder');
    await field(page, 'Message \\(optional\\)').fill('Thank you');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await reminders.getByText(/1 sent, last on /).waitFor();
    await page.locator('article.entry', { hasText: 'sent a payment reminder' }).waitFor();
    // Not twice in a minute.
    await button(page, 'Send reminder now').click();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByRole('alert').waitFor();
  });
  await at.host.settled(at.organization);
  expect(await at.host.mails(email)).toHaveLength(1);
});

test('an invoice without reminders says so, and why none was sent to a customer without an address', async () => {
  const customer = await at.create('customers', { name: 'Harbour Foods' });
  const invoice = await newInvoice(customer.id, 20, { paymentReminders: false });
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    const reminders = section(page, 'Payment reminders');
    await reminders.getByText('Turned off for this invoice.').waitFor();
    await reminders.getByText('This customer has no e-mail address yet.').waitFor();
    await takePicture(page, 'invoice-no-reminders');
  });
});

test('an invoice that was issued after the hour of a reminder says that it is skipped', async () => {
  const customer = await at.create('customers', { name: 'Harbour Foods', email: 'h@harbour.example' });
  const invoice = await newInvoice(customer.id, 3);
  const texts = {
    es: ['Recordatorios de pago', /^Omitido: .+ antes de que se emitiera la factura$/],
    en: ['Payment reminders', /^Skipped: .+ before the invoice was issued$/],
  } as const;
  for (const language of ['es', 'en'] as const) {
    await at.speak(language);
    const [title, skipped] = texts[language];
    await at.inWindow(async (page) => {
      await page.goto(`${at.base}/invoices/${invoice.id}`);
      await section(page, title).getByText(skipped).waitFor();
      await takePicture(page, `invoice-skipped-reminder-${language}`);
    });
  }
});
