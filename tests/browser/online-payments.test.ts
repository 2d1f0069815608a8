import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf } from '../caller.ts';
import { deliver, eventOf, newStripeKeys } from '../stripe/connected.ts';
import { stripeAt } from '../stripe/server.ts';
import { axeFindings } from './accessibility.ts';
import { takePicture } from './browser.ts';
import { Workplace } from './workplace.ts';

vi.setConfig({ testTimeout: 180_000 });

const keys = newStripeKeys();
let at: Workplace;
let customerId: string;
beforeAll(async () => {
  at = await Workplace.open();
  await readyToBill(at.person.call, at.organization);
  const body = { name: 'Acme' };
  ({ id: customerId } = await bodyOf(
    201,
    at.person.call('POST', `${at.organization.path}/customers`, { body }),
  ));
});
afterAll(() => at.close());

const newInvoice = async () => {
  const { call } = at.person;
  return issued(
    call,
    at.organization,
    await newDraft(call, at.organization, customerId, [10_000], { currency: 'EUR' }),
  );
};

test('the settings connect Stripe, test the key, and never show it again', async () => {
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    const section = page.getByRole('region', { name: 'Online payments' });
    await section.getByText('Not connected').waitFor();
    await section.getByText(`/v1/public/payments/stripe/${at.organization.id}`).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await section.getByLabel(/^Secret key/).fill('pk_test_1234567890');
    await section.getByRole('button', { name: 'Save' }).click();
    await section.getByText('Must be a secret key of Stripe').first().waitFor();
    await section.getByLabel(/^Secret key/).fill(keys.secretKey);
    await section.getByLabel(/^Signing secret/).fill(keys.webhookSecret);
    await section.getByLabel(/^Signing secret/).press('Enter');
    await section.getByText('Connected', { exact: true }).waitFor();
    await section.getByText('Test mode', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(keys.secretKey);
    const accepted = section.getByText('Stripe accepts the key.');
    await accepted.waitFor();
    await page.reload();
    await section.getByText('Connected', { exact: true }).waitFor();
    const tested = page.waitForResponse('**/billing/stripe/test');
    await section.getByRole('button', { name: 'Test connection' }).click();
    await tested;
    await accepted.waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'online-payments');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 375, height: 800 });
    await section.getByRole('button', { name: 'Replace keys' }).click();
    await section.getByLabel(/^Secret key/).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'online-payments-phone-dark');
  });
});

test('keys are tried as soon as they are saved and whenever the page is opened, and one that Stripe refuses isn’t called connected', async () => {
  const other = await Workplace.open();
  await other.inWindow(async (page) => {
    await page.goto(`${other.base}/settings/billing`);
    const section = page.getByRole('region', { name: 'Online payments' });
    await section.getByLabel(/^Secret key/).fill('sk_test_refused1234567890');
    await section.getByLabel(/^Signing secret/).fill(keys.webhookSecret);
    await section.getByRole('button', { name: 'Show value' }).first().click();
    await section.getByRole('button', { name: 'Save' }).click();
    await section.getByText('Stripe doesn’t accept the key.').waitFor();
    await section.getByText('Not working', { exact: true }).waitFor();
    expect(await section.getByText('Connected', { exact: true }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'online-payments-refused');
    await page.reload();
    await section.getByText('Not working', { exact: true }).waitFor();
    await section.getByText('Stripe doesn’t accept the key.').waitFor();
  });
  await other.close();
});

test('an invoice has a link with which it is paid, and the payment leads to Stripe', async () => {
  const invoice = await newInvoice();
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/invoices/${invoice.id}`);
    await page.getByRole('button', { name: 'Create payment link' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Stripe is in test mode').waitFor();
    const url = (await dialog.locator('code').textContent()) ?? '';
    expect(url).toMatch(/^https:\/\/checkout\.stripe\./);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'payment-link');
    const { session } = await stripeAt(inject('stripeUrl'), keys.secretKey).pay(url.split('/').at(-1)!, {});
    await deliver(at.host, at.organization.id, eventOf('checkout.session.completed', session), keys);
    const { settlements } = await bodyOf(
      200,
      at.person.call('GET', `${at.organization.path}/invoices/${invoice.id}`),
    );
    await page.goto(`${at.base}/payments/${settlements[0].paymentId}`);
    const link = page.getByRole('link', { name: 'Open in Stripe' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/dashboard\.stripe\.com\/test\/payments\/pi_/);
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await takePicture(page, 'payment-of-stripe');
  });
});

test('the form of a payment finds what the reference names', async () => {
  const invoice = await newInvoice();
  await at.host.settled(at.organization);
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/payments/new`);
    await page.getByLabel(/^Reference/).fill(`Transfer ${invoice.number}`);
    await page.getByRole('button', { name: new RegExp(`^${invoice.number} ·`) }).click();
    await takePicture(page, 'payment-reference');
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
    const after = await bodyOf(200, at.person.call('GET', `${at.organization.path}/invoices/${invoice.id}`));
    expect(after).toMatchObject({ customerId, due: { amountMinor: 0 } });
  });
});

test('in Spanish, the settings say the same, and disconnect after a question', async () => {
  await at.speak('es');
  await at.inWindow(async (page) => {
    await page.goto(`${at.base}/settings/billing`);
    const section = page.getByRole('region', { name: 'Cobros en línea' });
    await section.getByText('Modo de prueba', { exact: true }).waitFor();
    await section.getByRole('button', { name: 'Desconectar' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Desconectar' }).click();
    await section.getByText('Sin conectar', { exact: true }).waitFor();
    await takePicture(page, 'online-payments-es');
  });
});
