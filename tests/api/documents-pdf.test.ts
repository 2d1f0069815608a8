import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { totalsOf } from '#contract/document-totals.ts';
import { issued, newDraft, readyToBill } from '../billing.ts';
import { bodyOf, type Call } from '../caller.ts';
import { png, sendBytes } from '../files.ts';
import { connectHost } from '../host.ts';
import { addMember, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { fetchedBytes, pagesOf, spanishAmount as spanish } from '../pdf.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
let call: Call;
let customerId: string;

const customer = {
  name: 'Peña e Hijos',
  legalName: 'Ñandú & Peña Construcción, S.L.U.',
  taxId: 'B98765431',
  address: 'Avda. de la Constitución, 5 – 3.º izq.',
  postalCode: '41001',
  city: 'Sevilla',
  country: 'ES',
  email: 'facturas@pena.example',
};

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host), { country: 'ES' });
  ({ call } = organization.owner);
  await readyToBill(call, organization);
  ({ id: customerId } = await created('customers', customer));
});

const at = (rest: string): string => `${organization.path}/${rest}`;
const created = (plural: string, body: object): Promise<any> =>
  bodyOf(201, call('POST', at(plural), { body }));
const bytesOf = (path: string, by = organization.owner): Promise<Buffer> =>
  fetchedBytes(`${host.url}${path}`, by.token);
const pdfOf = (invoice: { id: string }, language = ''): Promise<Buffer> =>
  bytesOf(at(`invoices/${invoice.id}/pdf${language && `?language=${language}`}`));
const textOf = async (pdf: Promise<Buffer>): Promise<string> => (await pagesOf(await pdf)).join(' ');
const invoiceWith = async (values: object): Promise<any> =>
  issued(call, organization, await newDraft(call, organization, customerId, [], values));

const lines = [
  { description: 'Diseño de la página', quantity: 12.5, unitPriceMinor: 4_800, taxPercent: 21 },
  {
    description: 'Mantenimiento “Óptimo” (año 1)',
    quantity: 1,
    unitPriceMinor: 123_456_789,
    discountPercent: 12.5,
    taxPercent: 21,
    withholdingPercent: 15,
  },
  { description: 'Manual impreso', quantity: 3, unitPriceMinor: 1_999, taxPercent: 4 },
  { description: 'Suplidos', quantity: 1, unitPriceMinor: -2_500 },
];

describe('the PDF of an invoice', () => {
  test('has the values of the invoice: its parties, each line and each total', async () => {
    const invoice = await invoiceWith({ currency: 'EUR', lines, discountPercent: 10, notes: 'Gracias.' });
    const text = await textOf(pdfOf(invoice));
    const totals = totalsOf(lines, 'EUR', 10)!;
    const { seller, buyer } = invoice.parties;
    for (const party of [seller, buyer])
      for (const part of [party.name, `NIF: ${party.taxId}`, ...party.address]) expect(text).toContain(part);
    expect(text).toContain(`Factura Número ${invoice.number}`);
    for (const [place, { description, quantity, unitPriceMinor, ...percents }] of lines.entries()) {
      const percentOf = (value: number | undefined) =>
        value === undefined ? '–' : `${String(value).replace('.', ',')} %`;
      const { discountPercent, taxPercent, withholdingPercent } = percents as Record<string, number>;
      const row = [
        description,
        String(quantity).replace('.', ','),
        spanish(unitPriceMinor),
        // The discounts of a column have the decimals of the others.
        discountPercent === undefined ? '10,0 %' : '12,5 % + 10,0 %',
        ...[taxPercent, withholdingPercent].map(percentOf),
        spanish(totals.netMinor[place]!),
      ];
      expect(text).toContain(row.join(' '));
    }
    const rates = (name: string, all: typeof totals.taxes, sign: number) =>
      all.map(({ percent, baseMinor, amountMinor }) => [
        `${name} ${percent} % sobre ${spanish(baseMinor)} €`,
        sign * amountMinor,
      ]);
    const amounts = [
      ['Base imponible', totals.subtotalMinor - totals.netMinor.at(-1)!],
      ['Importe sin IVA', totals.netMinor.at(-1)!],
      ...rates('IVA', totals.taxes, 1),
      ['Total con impuestos', totals.totalMinor + totals.withholdingMinor],
      ...rates('Retención IRPF', totals.withholdings, -1),
      ['Total', invoice.total.amountMinor],
      ['Pendiente de pago', invoice.due.amountMinor],
    ] as [string, number][];
    for (const [label, minor] of amounts) expect(text).toContain(`${label} ${spanish(minor)} €`);
    // Nothing on it worries the customer about what the seller has to report.
    expect(text).not.toContain('VeriFactu');
    expect(text).toContain('Observaciones Gracias.');
  });

  test('has what was paid and credited, and names the invoice that a credit note is about', async () => {
    const line = { description: 'Piedra', quantity: 10, unitPriceMinor: 1_000 };
    const invoice = await invoiceWith({ currency: 'EUR', lines: [line] });
    await created('payments', {
      customerId,
      amount: { amountMinor: 4_000, currency: 'EUR' },
      allocations: [{ invoiceId: invoice.id, amountMinor: 4_000 }],
    });
    const { version } = await bodyOf(200, call('GET', at(`invoices/${invoice.id}`)));
    const body = { reason: 'Devolución', lines: [{ line: 0, quantity: 2 }] };
    const note = await bodyOf(
      201,
      call('POST', at(`invoices/${invoice.id}/credit`), { body, ifMatch: version }),
    );
    const text = await textOf(pdfOf(invoice));
    expect(text).toContain('Pagado -40,00 € Facturas rectificativas -20,00 € Pendiente de pago 40,00 €');
    const noteText = await textOf(pdfOf(note));
    expect(noteText).toContain(
      `Factura rectificativa Rectificación por diferencias, a favor del cliente Número ${note.number}`,
    );
    expect(noteText).toContain(`Factura original ${invoice.number}`);
    expect(noteText).toContain('Motivo Devolución');
    expect(noteText).toContain('Total 20,00 €');
    expect(noteText).not.toContain('Pendiente');
  });

  test('has 200 lines on pages that repeat the header and are numbered', async () => {
    const many = Array.from({ length: 200 }, (_, place) => ({
      description: `Artículo n.º ${place + 1}: ${'palabra '.repeat(place % 30)}fin ${place + 1}.`,
      quantity: place + 1,
      unitPriceMinor: 101,
      taxPercent: 21,
    }));
    const invoice = await invoiceWith({ currency: 'EUR', lines: many });
    const pages = await pagesOf(await pdfOf(invoice));
    expect(pages.length).toBeGreaterThan(5);
    for (const [place, page] of pages.entries()) {
      expect(page).toContain(`Página ${place + 1} de ${pages.length}`);
      if (place < pages.length - 1) expect(page).toContain('Descripción Cant. Precio IVA Importe');
    }
    const text = pages.join(' ');
    const net = totalsOf(many, 'EUR')!.netMinor;
    for (const [place] of many.entries()) {
      expect(text.split(`fin ${place + 1}.`)).toHaveLength(2);
      expect(text).toContain(`${place + 1} 1,01 21 % ${spanish(net[place]!)}`);
    }
    expect(text).toContain(`Total ${spanish(invoice.total.amountMinor)} €`);
  });

  test('is the same byte for byte, also from a restarted function, and its ETag is answered with 304', async () => {
    const invoice = await invoiceWith({ currency: 'EUR', lines });
    await host.settled(organization);
    const [one, other] = [await pdfOf(invoice), await pdfOf(invoice)];
    await host.restartFunction('documents');
    const third = await pdfOf(invoice);
    expect([one.equals(other), one.equals(third)]).toEqual([true, true]);
    const path = at(`invoices/${invoice.id}/pdf`);
    const { headers } = await call('GET', path);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toContain(`${invoice.number}.pdf`);
    const again = await call('GET', path, { headers: { 'if-none-match': headers.get('etag')! } });
    expect([again.status, again.text]).toEqual([304, '']);
    expect(await call('HEAD', path)).toMatchObject({ status: 200, text: '' });
  });

  test('is in the language of the customer’s country, or in the requested one', async () => {
    const { id } = await created('customers', { name: 'Acme', country: 'FR' });
    const draft = await newDraft(call, organization, id, [123_456], { currency: 'EUR' });
    const [french, spanishText] = await Promise.all([textOf(pdfOf(draft)), textOf(pdfOf(draft, 'es'))]);
    expect(french).toContain('Total €1,234.56');
    expect(spanishText).toContain('Total 1.234,56 €');
    const { status } = await call('GET', at(`invoices/${draft.id}/pdf`), { query: { language: 'fr' } });
    expect(status).toBe(422);
  });

  test('says on every page that it is a draft, or void', async () => {
    const draft = await newDraft(
      call,
      organization,
      customerId,
      Array.from({ length: 80 }, () => 100),
    );
    const pages = await pagesOf(await pdfOf(draft));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toMatch(/BORRADOR.*· Borrador|· Borrador.*BORRADOR/);
    expect(pages[0]).toContain(`Número ${draft.code}`);
    const invoice = await issued(call, organization, draft);
    const body = { reason: 'Error' };
    await bodyOf(200, call('POST', at(`invoices/${invoice.id}/void`), { body, ifMatch: invoice.version }));
    for (const page of await pagesOf(await pdfOf(invoice))) {
      expect(page).toContain('ANULADA');
      expect(page).not.toContain('Pendiente de pago');
    }
  });

  test.each([
    ['JPY', '1.099 JPY'],
    ['CLP', '1.099 CLP'],
    ['KWD', '1,099 KWD'],
  ])('writes amounts in %s with the decimals of that currency', async (currency, amount) => {
    const line = { description: 'x', quantity: 3, unitPriceMinor: 333, taxPercent: 10 };
    const text = await textOf(pdfOf(await invoiceWith({ currency, lines: [line] })));
    expect(text).toContain(`Total ${amount}`);
    expect(text).toContain(`Importes en ${currency}`);
  });

  test('keeps letters that its fonts lack from failing, and breaks words that are wider than a column', async () => {
    const name = `株式会社 شركة 🙂 ${'W'.repeat(80)}`;
    const { id } = await created('customers', { name });
    const values = { lines: [{ description: `${'M'.repeat(290)} 終`, quantity: 1, unitPriceMinor: 1 }] };
    const draft = await newDraft(call, organization, id, [], values);
    const text = await textOf(pdfOf(draft));
    expect(text.replaceAll(' ', '')).toContain('W'.repeat(80));
    expect(text.replaceAll(' ', '')).toContain('M'.repeat(290));
  });
});

describe('the PDF of a quote', () => {
  test('of a draft names the customer as it is now, and that of an accepted one says by whom', async () => {
    const quote = await created('quotes', { customerId, currency: 'EUR', title: 'Reforma', lines });
    expect(await textOf(bytesOf(at(`quotes/${quote.id}/pdf`)))).toContain('BORRADOR');
    const body = { by: 'Íñigo Peña' };
    const sent = await bodyOf(
      200,
      call('POST', at(`quotes/${quote.id}/mark-sent`), { ifMatch: quote.version }),
    );
    await bodyOf(200, call('POST', at(`quotes/${quote.id}/accept`), { body, ifMatch: sent.version }));
    const text = await textOf(bytesOf(at(`quotes/${quote.id}/pdf`)));
    expect(text).toContain(`Presupuesto Número ${quote.code} Asunto Reforma`);
    expect(text).toContain('Oferta aceptada por Íñigo Peña');
    expect(text).toContain(customer.legalName);
    expect(text).toContain(`Total ${spanish(quote.total.amountMinor)} €`);
    expect(text).not.toMatch(/borrador|verificada/i);
  });

  test('names its customer to whoever can read it, as a link to it does', async () => {
    const employee = await addMember(host, organization, 'employee');
    const quote = await created('quotes', { customerId, lines, ownerId: employee.userId });
    expect(await textOf(bytesOf(at(`quotes/${quote.id}/pdf`), employee))).toContain(customer.legalName);
    const { id } = await created('quotes', { customerId, lines });
    expect((await employee.call('GET', at(`quotes/${id}/pdf`))).status).toBe(404);
  });
});

describe('the title of an invoice', () => {
  test.each([
    ['CO', 'COP', 'Factura proforma', 'no fue validado por la DIAN', 'NIT: 900123456', '$ 25'],
    ['US', 'USD', 'Invoice', 'Page 1 of 1', 'Tax ID: 900123456', '$25.00'],
  ])('follows from the country %s', async (country, currency, title, note, taxId, total) => {
    const own = await newOrganization(organization.owner, { country, currency });
    const { version } = await bodyOf(200, call('GET', `${own.path}/billing`));
    const settings = {
      legalName: 'Cobalto',
      taxId: '900123456',
      address: 'Calle 1',
      city: 'Bogotá',
      country,
    };
    await bodyOf(200, call('PATCH', `${own.path}/billing`, { body: settings, ifMatch: version }));
    const body = { name: 'Café Cúcuta', country };
    const { id } = await bodyOf(201, call('POST', `${own.path}/customers`, { body }));
    const minor = 2_500;
    const invoice = await issued(call, own, await newDraft(call, own, id, [minor], { currency }));
    const text = await textOf(bytesOf(`${own.path}/invoices/${invoice.id}/pdf`));
    expect(text).toContain(`${title} N`);
    for (const part of [note, taxId, total]) expect(text).toContain(part);
    expect(text).not.toContain('VeriFactu');
  });

  test('needs a seller with what its country requires', async () => {
    const own = await newOrganization(organization.owner, { country: 'CO' });
    const { version } = await bodyOf(200, call('GET', `${own.path}/billing`));
    const seller = { legalName: 'Cobalto S.A.S.', address: 'Calle 1' };
    await bodyOf(200, call('PATCH', `${own.path}/billing`, { body: seller, ifMatch: version }));
    const { id } = await bodyOf(201, call('POST', `${own.path}/customers`, { body: { name: 'Acme' } }));
    const draft = await newDraft(call, own, id, [100]);
    const refused = await call('POST', `${own.path}/invoices/${draft.id}/issue`, {
      body: {},
      ifMatch: draft.version,
    });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'Enter this in the billing settings first: tax ID, city.',
    ]);
  });
});

describe('the logo of an organization', () => {
  async function setLogo(bytes: Buffer, type: string): Promise<void> {
    const body = { type, sizeBytes: bytes.length };
    const { pictureId, upload } = await bodyOf(200, call('POST', at('logo'), { body }));
    expect((await sendBytes(upload, bytes)).status).toBe(200);
    await bodyOf(200, call('POST', at(`logo/${pictureId}`)));
  }
  /** Whether a PDF contains an image. */
  const hasImage = (pdf: Buffer) => pdf.includes('/Subtype /Image');

  test('is printed if it is a PNG or JPEG, and one that is broken doesn’t keep a PDF from being made', async () => {
    const invoice = await invoiceWith({ currency: 'EUR', lines });
    const isPrinted = async () => hasImage(await pdfOf(invoice));
    expect(await isPrinted()).toBe(false);
    await setLogo(png, 'image/png');
    await expect.poll(isPrinted).toBe(true);
    const [one, other] = [await pdfOf(invoice), await pdfOf(invoice)];
    expect(one.equals(other)).toBe(true);
    // The pixels unpack to nothing, at which the PDF library would end the process.
    const broken = Buffer.concat([
      png.subarray(0, 33),
      Buffer.from([0, 0, 0, 11, ...Buffer.from('IDAT'), ...deflateSync(Buffer.from([9])), 0, 0]),
    ]);
    await setLogo(broken, 'image/png');
    await expect.poll(isPrinted).toBe(false);
    await setLogo(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(40)]), 'image/jpeg');
    expect(await isPrinted()).toBe(false);
    await bodyOf(200, call('DELETE', at('logo')));
  });
});
