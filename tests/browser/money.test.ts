import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { awaited } from '../awaited.ts';
import { keyIn, pageAt } from '../documents.ts';
import type { RunningHost } from '../host.ts';
import { pagesOf } from '../pdf.ts';
import { openWindow, savePicture, takePicture } from './browser.ts';
import { issueImpatiently, labeled, lookAt, status } from './money-pages.ts';
import { button } from './people.ts';
import { connectSite } from './site-under-test.ts';

vi.setConfig({ testTimeout: 300_000 });

const english = {
  locale: 'en-US',
  ...{ firstName: 'First name', lastName: 'Last name', organization: 'Organization', username: 'Username' },
  ...{ email: 'E-mail', password: 'Password', signUp: 'Create an account', code: 'Code' },
  ...{ createOrganization: 'Create organization', save: /^Save/, saved: 'Saved' },
  ...{ legalName: 'Legal name', taxId: 'Tax ID', address: 'Address', city: 'City', name: 'Name' },
  ...{ price: 'Price', tax: 'Tax %', title: 'Title', customer: 'Customer', addLine: 'Add line' },
  ...{ product: 'Product', description: 'Description', quantity: 'Quantity', unitPrice: 'Unit price' },
  ...{ win: 'Won', winAction: 'Mark as won', order: 'Create order', confirm: 'Confirm', deliver: 'Deliver' },
  ...{ recordDelivery: 'Record delivery', invoice: 'Create invoice', issue: 'Issue', pay: 'Record payment' },
  ...{ draft: 'Draft', confirmed: 'Confirmed', fulfilled: 'Fulfilled', open: 'Open', paid: 'Paid' },
  ...{ downloadPdf: 'Download PDF', usualLanguage: 'The customer’s language', send: 'Send' },
  onItsWay: 'On its way to',
  ...{
    total: '€2,420.00',
    ...{ gross: '€2,420', net: '€2,000', taxed: '€420', nothing: '€0' },
    ...{ taxedExactly: '€420.00', netExactly: '€2,000.00' },
  },
  ...{ invoiced: 'Invoiced', received: 'Paid', credited: 'Credited', netSales: 'Net sales' },
  ...{ taxOwed: 'Tax owed', taxBase: 'Taxable amount', rate: /^Tax 21%/, transfer: /^Bank transfer/ },
  ...{ nothingDue: /^Nothing to collect/, notOverdue: 'Nothing is overdue.', even: 'Nothing is due.' },
  ...{ nothingYet: 'Nothing in this period', unpaid: 'Unpaid', notDue: 'Not due yet' },
  noneUnpaid: 'No unpaid invoices',
};
type Texts = Record<keyof typeof english, string | RegExp>;
const spanish: Texts = {
  locale: 'es-ES',
  ...{ firstName: 'Nombre', lastName: 'Apellidos', organization: 'Organización', username: 'Usuario' },
  ...{ email: 'Correo', password: 'Contraseña', signUp: 'Crear una cuenta', code: 'Código' },
  ...{ createOrganization: 'Crear organización', save: /^Guardar/, saved: 'Guardado' },
  ...{ legalName: 'Razón social', taxId: 'NIF', address: 'Dirección' },
  ...{ city: 'Ciudad', name: 'Nombre', price: 'Precio', tax: 'Impuesto (%)', title: 'Título' },
  ...{ customer: 'Cliente', addLine: 'Añadir línea', product: 'Producto', description: 'Descripción' },
  ...{ quantity: 'Cantidad', unitPrice: 'Precio unitario', win: 'Ganado', winAction: 'Marcar como ganado' },
  ...{ order: 'Crear pedido', confirm: 'Confirmar', deliver: 'Entregar' },
  ...{ recordDelivery: 'Registrar la entrega', invoice: 'Crear factura', issue: 'Emitir' },
  ...{ pay: 'Registrar pago', draft: 'Borrador', confirmed: 'Confirmado', fulfilled: 'Entregado' },
  ...{ open: 'Pendiente', paid: 'Pagada', total: '2.420,00\u00A0€' },
  ...{ downloadPdf: 'Descargar PDF', usualLanguage: 'Idioma del cliente', send: 'Enviar' },
  onItsWay: 'En camino a',
  ...{
    ...{ gross: '2.420\u00A0€', net: '2.000\u00A0€', taxed: '420\u00A0€', nothing: '0\u00A0€' },
    ...{ taxedExactly: '420,00\u00A0€', netExactly: '2.000,00\u00A0€' },
  },
  ...{
    invoiced: 'Facturado',
    received: 'Cobrado',
    credited: 'En facturas rectificativas',
    netSales: 'Ventas netas',
  },
  ...{ taxOwed: 'Impuesto devengado', taxBase: 'Base imponible', rate: /^Impuesto del 21\s%/ },
  ...{ transfer: /^Transferencia/, nothingDue: /^No hay nada pendiente de cobro/ },
  ...{ notOverdue: 'No hay nada vencido.', even: 'No hay nada pendiente.' },
  ...{ nothingYet: 'No hay datos en este periodo', unpaid: 'Pendiente de cobro', notDue: 'Sin vencer' },
  noneUnpaid: 'No hay facturas por cobrar',
};

const password = 'four quiet words here';
let host: RunningHost;
let browser: Browser;
beforeAll(async () => {
  ({ host, browser } = await connectSite());
});
afterAll(() => browser.close());

async function signUp(page: Page, texts: Texts, id: string): Promise<string> {
  const email = `${id}@cobre.example`;
  await page.goto('/sign-up');
  await labeled(page, texts.firstName).fill('Inés');
  await labeled(page, texts.lastName).fill('Carrasco');
  await labeled(page, texts.organization).fill(`Talleres ${id}`);
  await labeled(page, texts.username).fill(`ines.${id}`);
  await labeled(page, texts.email).fill(email);
  await labeled(page, texts.password).fill(password);
  await button(page, texts.signUp).click();
  await page.waitForURL(/\/confirm/);
  await labeled(page, texts.code).fill(await host.code(email));
  await page.waitForURL(/\/onboarding/);
  await button(page, texts.createOrganization).click();
  await page.waitForURL(/\/o\/[0-9a-f-]+$/);
  return new URL(page.url()).pathname;
}

async function fillBillingSettings(page: Page, base: string, texts: Texts): Promise<void> {
  await page.goto(`${base}/settings/billing`);
  await labeled(page, texts.legalName).fill('Talleres Cobre S.L.');
  await labeled(page, texts.taxId).fill('B12345674');
  await labeled(page, texts.address).fill('Calle Mayor 1');
  await labeled(page, texts.city).fill('Madrid');
  await button(page, texts.save).click();
  await page.getByText(texts.saved, { exact: true }).first().waitFor();
}

/** Fills in the form of a new record, saves it, and waits for its page. */
async function create(page: Page, address: string, texts: Texts, fill: () => Promise<void>): Promise<void> {
  await page.goto(`${address}/new`);
  await fill();
  await button(page, texts.save).click();
  await page.waitForURL(/\/[0-9a-f-]{36}$/);
}

/** Opens a picker by its label and chooses a record. */
async function choose(page: Page, label: string | RegExp, name: string): Promise<void> {
  await labeled(page, label).click();
  await page.locator('input[role=combobox][aria-expanded=true]').fill(name);
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .click();
}

describe.each([
  { name: 'English', id: 'money-en', texts: english as Texts },
  { name: 'Spanish', id: 'money-es', texts: spanish },
])('in $name', ({ id, texts }) => {
  test('a new user sells a deal, delivers, invoices and is paid, and every page tells the same amount', async () => {
    const look = { locale: String(texts.locale) };
    const { page, context, errors } = await openWindow(browser, host.url, look);
    const shownTotal = () => page.getByText(texts.total, { exact: true }).first().waitFor();
    try {
      const base = await signUp(page, texts, id);
      await fillBillingSettings(page, base, texts);
      await lookAt(page, `${id}-billing`);
      await create(page, `${base}/products`, texts, async () => {
        await labeled(page, texts.name).fill('Consultoría');
        await labeled(page, texts.price).fill('1000');
        await labeled(page, texts.tax).fill('21');
      });
      await create(page, `${base}/customers`, texts, async () => {
        await labeled(page, texts.name).fill('Harbour Foods');
        await labeled(page, texts.email).fill(`pay@${id}.example`);
      });
      await create(page, `${base}/deals`, texts, async () => {
        await labeled(page, texts.title).fill('Website');
        await choose(page, texts.customer, 'Harbour');
        await button(page, texts.addLine).click();
        await choose(page, texts.product, 'Consultoría');
        await labeled(page, texts.quantity).fill('2');
        await shownTotal();
        await lookAt(page, `${id}-deal-new`);
      });
      await shownTotal();

      await button(page, texts.win).click();
      await button(page, texts.winAction).click();
      await button(page, texts.order).click();
      await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
      await status(page, texts.draft).waitFor();
      await shownTotal();
      await button(page, texts.confirm).click();
      await status(page, texts.confirmed).waitFor();
      await button(page, texts.deliver).click();
      await button(page, texts.recordDelivery).click();
      await status(page, texts.fulfilled).waitFor();
      await lookAt(page, `${id}-order`);

      await button(page, texts.invoice).click();
      await page.waitForURL(/\/invoices\/[0-9a-f-]{36}$/);
      await shownTotal();
      await issueImpatiently(page, texts.issue);
      await status(page, texts.open).waitFor();
      const number = `F${new Date().getFullYear()}-0001`;
      await page.getByRole('heading', { name: number }).waitFor();
      await lookAt(page, `${id}-invoice`);
      const address = page.url();
      const printed = await savedPdf(page, texts);
      for (const text of [number, 'Consultoría', 'B12345674', 'Harbour Foods'])
        expect(printed).toContain(text);
      expect(printed.replaceAll('\u00A0', ' ')).toMatch(/2[.,]420[.,]00/);
      await sendByMail(page, texts, `pay@${id}.example`, number);
      await checkUnpaid(page, base, texts, id);
      await page.goto(address);

      await page.getByRole('link', { name: texts.pay }).click();
      await page.waitForURL(/\/payments\/new/);
      await lookAt(page, `${id}-payment-new`);
      await button(page, texts.save).click();
      await page.waitForURL(/\/payments\/[0-9a-f-]{36}$/);
      await lookAt(page, `${id}-payment`);
      // Back and forward show what is true now, not what these pages showed before.
      await page.goto(address);
      await status(page, texts.paid).waitFor();
      await page.goBack();
      await page.goForward();
      await status(page, texts.paid).waitFor();
      await lookAt(page, `${id}-invoice-paid`);
      await checkPaid(page, base, texts, id);
      expect(errors).toEqual([]);
    } catch (error) {
      await savePicture(page, `failed-${id}`);
      throw error;
    } finally {
      await context.close();
    }
  });
});

/** A number of a report, by its label. */
const stat = (page: Page, label: string | RegExp) =>
  page
    .locator('.stats > div')
    .filter({ has: page.locator('dt').getByText(label, { exact: true }) })
    .locator('dd')
    .first();
const card = (page: Page, name: string) => page.locator(`[data-card-of=${name}]`);

/** Opens a report, and checks its numbers by their labels. */
async function checkReport(
  page: Page,
  address: string,
  numbers: readonly (readonly [label: string | RegExp, text: string | RegExp])[],
): Promise<void> {
  await page.goto(address);
  for (const [label, text] of numbers) {
    await stat(page, label).waitFor();
    expect([label, (await stat(page, label).innerText()).trim()]).toEqual([label, text]);
  }
}

/** The dashboard and the reports while the invoice is issued, and nothing is paid. */
async function checkUnpaid(page: Page, base: string, texts: Texts, id: string): Promise<void> {
  await host.settled({ id: base.split('/').at(-1) ?? '' });
  await page.goto(base);
  await card(page, 'due').getByRole('link', { name: texts.total, exact: true }).waitFor();
  await card(page, 'overdue').getByText(texts.notOverdue).waitFor();
  await lookAt(page, `${id}-dashboard-unpaid`);
  await checkReport(page, `${base}/analytics/receivables`, [
    [texts.unpaid, texts.gross],
    [texts.notDue, texts.gross],
  ]);
  await page.goto(`${base}/analytics/payments`);
  await page.getByText(texts.nothingYet).waitFor();
}

/** The dashboard, the reports and the customer’s balance once the invoice is paid. */
async function checkPaid(page: Page, base: string, texts: Texts, id: string): Promise<void> {
  await host.settled({ id: base.split('/').at(-1) ?? '' });
  await page.goto(base);
  await card(page, 'paidThisMonth').getByRole('link', { name: texts.total, exact: true }).waitFor();
  await card(page, 'due').getByText(texts.nothingDue).waitFor();
  await card(page, 'overdue').getByText(texts.notOverdue).waitFor();
  await lookAt(page, `${id}-dashboard-paid`);
  const row = (name: string | RegExp) => page.getByRole('row', { name });
  await checkReport(page, `${base}/analytics/invoices`, [
    [texts.invoiced, texts.gross],
    [texts.received, texts.gross],
    [texts.credited, texts.nothing],
    [texts.netSales, texts.net],
  ]);
  await lookAt(page, `${id}-report-invoices`);
  await checkReport(page, `${base}/analytics/taxes`, [
    [texts.taxOwed, texts.taxed],
    [texts.taxBase, texts.net],
  ]);
  await row(texts.rate).getByText(texts.taxedExactly, { exact: true }).first().waitFor();
  await checkReport(page, `${base}/analytics/payments`, [[texts.received, texts.gross]]);
  await row(texts.transfer).getByText(texts.total, { exact: true }).first().waitFor();
  for (const [report, name] of [
    ['customerSales', 'Harbour Foods'],
    ['productSales', 'Consultoría'],
    ['ownerSales', 'Inés Carrasco'],
  ] as const) {
    await checkReport(page, `${base}/analytics/${report}`, [[texts.netSales, texts.net]]);
    await row(new RegExp(`^${name}`))
      .getByText(texts.netExactly, { exact: true })
      .first()
      .waitFor();
  }
  await page.goto(`${base}/analytics/receivables`);
  await page.getByText(texts.noneUnpaid).waitFor();
  // The customer’s page says the same.
  await page.goto(`${base}/customers`);
  await page.getByRole('link', { name: 'Harbour Foods' }).click();
  await page.getByText(texts.even, { exact: true }).waitFor();
}

/** The text of the PDF that a document is saved as. */
async function savedPdf(page: Page, texts: Texts): Promise<string> {
  const downloading = page.waitForEvent('download');
  await button(page, texts.downloadPdf).click();
  await page.getByRole('menuitem', { name: texts.usualLanguage }).click();
  return (await pagesOf(await buffer(await (await downloading).createReadStream()))).join(' ');
}

/** Sends a document, and opens the link in the e-mail as the customer, who isn't signed in. */
async function sendByMail(page: Page, texts: Texts, email: string, number: string): Promise<void> {
  await page.getByRole('button', { name: texts.send, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(number).first().waitFor();
  await dialog.getByRole('button', { name: texts.send, exact: true }).click();
  await page.getByText(`${String(texts.onItsWay)} ${email}`).waitFor();
  const [mail] = await awaited(
    'the e-mail',
    () => host.mails(email),
    (mails) => mails.length > 0,
  );
  const { page: visitor, context, errors } = await openWindow(browser, host.url);
  await visitor.goto(pageAt(keyIn(mail?.text ?? '')));
  await visitor.getByText(number).first().waitFor();
  await visitor
    .getByText(/2[.,]420[.,]00/)
    .first()
    .waitFor();
  await takePicture(visitor, 'money-public');
  expect(errors).toEqual([]);
  await context.close();
}
