import { extractText, extractTextItems, getDocumentProxy, getMeta } from 'unpdf';
import { expect, test } from 'vitest';
import { documentDefinition } from './definition.ts';
import { documentUnderTest } from './document-under-test.ts';
import type { PrintedDocument } from './printed.ts';
import { pdfBytes } from './render.ts';

const bytesWith = (values: Partial<PrintedDocument>): Promise<Buffer> =>
  pdfBytes(documentDefinition({ ...documentUnderTest, ...values }));

async function textWith(values: Partial<PrintedDocument>): Promise<string> {
  const reader = await getDocumentProxy(new Uint8Array(await bytesWith(values)));
  const { text } = await extractText(reader, { mergePages: true });
  return text.replaceAll(/[\s\u00a0]+/g, ' ');
}

test('the same document gives the same bytes, and another time other ones', async () => {
  const [one, other, later] = await Promise.all([
    bytesWith({}),
    bytesWith({}),
    bytesWith({ writtenAt: '2026-03-31T10:00:01.000Z' }),
  ]);
  expect(one.equals(other)).toBe(true);
  expect(one.equals(later)).toBe(false);
});

test('the file states its title, its author, its language and when the document was written', async () => {
  const { info } = await getMeta(new Uint8Array(await bytesWith({})));
  expect(info).toMatchObject({
    Title: 'Factura F2026-0001',
    Author: 'Cobalto S.L.',
    Language: 'es',
    CreationDate: 'D:20260331100000Z',
  });
});

test('a certified Colombian invoice has another title, and the proof instead of the note', async () => {
  const colombian = { country: 'CO', currency: 'COP' };
  expect(await textWith(colombian)).toContain('Factura proforma');
  const certification = {
    provider: 'CUFE',
    code: '941cf36af62dbbc06f105d2a80e9bfe683a90e84960eae4d351cc3afbe8f848c',
  };
  const text = await textWith({ ...colombian, certification });
  expect(text).toContain('Factura de venta');
  expect(text).not.toMatch(/proforma|DIAN/);
  expect(text.replaceAll(/[\s\u200b]/g, '')).toContain(`CUFE:${certification.code}`);
});

test('amounts before tax and on credit notes are named as in the seller’s country', async () => {
  const settled = { paidMinor: 0, creditedMinor: 2_000, dueMinor: 10_100 };
  const spanish = await textWith({ settled });
  expect(spanish).toContain('Base imponible 100,00 €');
  expect(spanish).toContain('Facturas rectificativas -20,00 €');
  const colombian = await textWith({ settled, country: 'CO', currency: 'USD' });
  expect(colombian).toMatch(/Subtotal \S* ?100,00/);
  expect(colombian).toMatch(/Notas crédito \S* ?-?\S* ?20,00/);
});

test('an invoice with withholdings states its total with tax before them', async () => {
  const line = { description: 'Diseño', quantity: 1, unitPriceMinor: 10_000, withholdingPercent: 15 };
  const taxed = await textWith({ lines: [{ ...line, taxPercent: 21 }] });
  expect(taxed).toMatch(/IVA 21 % .*Total con impuestos 121,00 € Retención IRPF .*Total 106,00 €/);
  expect(await textWith({ lines: [line] })).toContain('Total antes de retenciones 100,00 €');
  expect(await textWith({})).not.toMatch(/Total con|Total antes/);
});

test('the base of Spanish taxes is the sum of taxed lines, and the others have a sum of their own', async () => {
  const lines = [
    { description: 'Diseño', quantity: 1, unitPriceMinor: 10_000, taxPercent: 21 },
    { description: 'Libro', quantity: 1, unitPriceMinor: 2_000, taxPercent: 4 },
    { description: 'Muestra', quantity: 1, unitPriceMinor: 500, taxPercent: 0 },
    { description: 'Suplido', quantity: 1, unitPriceMinor: 3_000 },
  ];
  expect(await textWith({ lines })).toContain('Base imponible 125,00 € Importe sin IVA 30,00 €');
  const untaxed = await textWith({ lines: lines.slice(3) });
  expect(untaxed).toContain('Importe sin IVA 30,00 € Total 30,00 €');
  expect(untaxed).not.toContain('Base imponible');
  expect(await textWith({ lines, country: 'US' })).toContain('Subtotal 155,00 €');
});

test('lines without tax say why, and each reason has a sum of its own beside the base', async () => {
  const rest = { quantity: 1, unitPriceMinor: 3_000 };
  const reason = 'art. 20.Uno.9.º Ley 37/1992';
  const lines = [
    { description: 'Diseño', quantity: 1, unitPriceMinor: 10_000, taxPercent: 21 },
    { description: 'Registro', ...rest, untaxed: { as: 'disbursement' as const } },
    { description: 'Curso', ...rest, untaxed: { as: 'exempt' as const, reason } },
    { description: 'Curso B', ...rest, untaxed: { as: 'exempt' as const, reason } },
    { description: 'Indemnización', ...rest, untaxed: { as: 'outside' as const } },
    { description: 'Otros', ...rest },
    // A line with a tax has no reason for none.
    { description: 'Libro', ...rest, taxPercent: 0, untaxed: { as: 'exempt' as const } },
  ];
  const text = await textWith({ lines });
  expect(text).toContain(
    `Base imponible 130,00 € Exento de IVA: ${reason} 60,00 € No sujeto a IVA 30,00 € Suplidos 30,00 € Importe sin IVA 30,00 €`,
  );
  expect(text).toContain(`Curso Exento de IVA: ${reason} 1`);
  expect(text.match(/Exento de IVA/g)).toHaveLength(3);
  const american = await textWith({ lines, country: 'US', language: 'en' });
  expect(american).toContain('Registro Disbursements');
  expect(american).toContain('Subtotal €280.00');
});

test('a Spanish credit note says in whose favor it is', async () => {
  expect(await textWith({ kind: 'credit-note' })).toContain(
    'Factura rectificativa Rectificación por diferencias, a favor del cliente',
  );
  expect(await textWith({})).not.toContain('Rectificación');
});

test.each([
  ['many rows', Array.from({ length: 300 }, (_, row) => `Row${row}`).join('\n')],
  ['one long paragraph', Array.from({ length: 300 }, (_, word) => `Word${word}`).join(' ')],
  ['a word of 2,000 letters', 'W'.repeat(2_000)],
])(
  'a description of %s is continued on the next page, and nothing of it is lost',
  async (_what, description) => {
    const rest = { quantity: 1, unitPriceMinor: 100, taxPercent: 21 };
    const lines = [
      { ...rest, description: 'Before' },
      { ...rest, description: description.slice(0, 2_000) },
      { ...rest, description: 'After' },
    ];
    const reader = await getDocumentProxy(new Uint8Array(await bytesWith({ lines })));
    const { text, totalPages } = await extractText(reader, { mergePages: true });
    const plain = text
      .replaceAll(/[\s\u200b]+/g, '')
      .replaceAll(/FacturaF2026-0001Página\d+de\d+|DescripciónCant\.PrecioIVAImporte/g, '');
    expect(plain).toContain(lines[1]!.description.slice(0, 100).replaceAll(/\s/g, ''));
    for (const part of lines[1]!.description.match(/\w+/g)!.filter((one) => one.length < 20))
      expect(plain).toContain(part);
    expect(plain.match(/W/g)?.length ?? 0).toBe(lines[1]!.description.match(/W/g)?.length ?? 0);
    expect(plain).toContain('After');
    expect(totalPages).toBeGreaterThan(description.includes('\n') ? 2 : 0);
  },
);

test('a description keeps its line breaks', async () => {
  const lines = [{ description: 'Design\n- Sketches\n- Fonts', quantity: 1, unitPriceMinor: 100 }];
  const reader = await getDocumentProxy(new Uint8Array(await bytesWith({ lines })));
  const { items } = await extractTextItems(reader);
  const heights = ['Design', '- Sketches', '- Fonts'].map(
    (one) => items[0]!.find(({ str }) => str === one)!.y,
  );
  expect(new Set(heights).size).toBe(3);
});

test('columns that no line needs are left out', async () => {
  const text = await textWith({});
  expect(text).toContain('Descripción Cant. Precio IVA Importe');
  const lines = [{ description: 'x', quantity: 1, unitPriceMinor: 1, withholdingPercent: 15 }];
  expect(await textWith({ lines })).toContain('Descripción Cant. Precio Retención IRPF Importe');
});

test('a line names all discounts that its amount is after: its own and that of the document', async () => {
  const line = { quantity: 1, unitPriceMinor: 10_000 };
  const lines = [
    { ...line, description: 'Diseño', discountPercent: 10 },
    { ...line, description: 'Libros' },
  ];
  const text = await textWith({ lines, discountPercent: 5 });
  expect(text).toContain('Descripción Cant. Precio Dto. Importe');
  expect(text).toContain('Diseño 1 100,00 10 % + 5 % 85,50');
  expect(text).toContain('Libros 1 100,00 5 % 95,00');
});

test('each column of a document has one format: rates with as many decimals, and amounts in pesos with cents or without', async () => {
  const lines = [
    { description: 'Diseño', quantity: 1, unitPriceMinor: 10_000, taxPercent: 21 },
    { description: 'Recargo', quantity: 1, unitPriceMinor: 10_000, taxPercent: 5.2 },
  ];
  const text = await textWith({ lines });
  expect(text).toContain('Diseño 1 100,00 21,0 % 100,00');
  expect(text).toContain('Recargo 1 100,00 5,2 % 100,00');
  const pesos = { country: 'CO', currency: 'COP' };
  const whole = await textWith({ ...pesos, lines: lines.slice(0, 1) });
  expect(whole).toContain('Diseño 1 100 21% 100');
  expect(whole).toMatch(/Total \$ ?121(?![,\d])/);
  const withCents = await textWith({ ...pesos, lines });
  expect(withCents).toContain('Diseño 1 100,00 21,0% 100,00');
  expect(withCents).toContain('226,20');
});

test('the unit of a line is printed in a column that only lines with units need', async () => {
  const line = { quantity: 12.5, unitPriceMinor: 8_000 };
  const lines = [
    { ...line, description: 'Consultoría', unit: 'hora' },
    { ...line, description: 'Viaje' },
  ];
  const text = await textWith({ lines });
  expect(text).toContain('Descripción Cant. Unidad Precio Importe');
  expect(text).toContain('Consultoría 12,5 hora 80,00 1.000,00');
  expect(text).toContain('Viaje 12,5 – 80,00 1.000,00');
});

test('a price is printed with all of its decimals, and amounts with those of the currency', async () => {
  const lines = [{ description: 'Mensaje', quantity: 1_000, unitPriceMinor: 1, unitPrice: '0.0125' }];
  expect(await textWith({ lines })).toContain('Mensaje 1.000 0,0125 12,50');
});

test('a document without lines has a total of zero', async () => {
  expect(await textWith({ lines: [] })).toContain('Total 0,00 €');
});

test('a document with 200 rates and the largest amounts fits its pages', async () => {
  const lines = Array.from({ length: 200 }, (_, place) => ({
    description: 'Línea',
    quantity: 1,
    unitPriceMinor: 9_007_199_254_740,
    taxPercent: place / 10,
    withholdingPercent: place / 20,
  }));
  const text = await textWith({ lines });
  for (const { taxPercent } of lines)
    expect(text).toContain(`IVA ${String(taxPercent).replace('.', ',')} % sobre 90.071.992.547,40 €`);
});

test('what follows the lines of a document stays together, so that no page has the seller’s footer alone', async () => {
  const [line] = documentUnderTest.lines;
  const footer = 'Inscrita en el Registro Mercantil';
  for (let count = 15; count <= 32; count += 1) {
    const lines = Array.from({ length: count }, () => line!);
    const reader = await getDocumentProxy(new Uint8Array(await bytesWith({ lines, footer })));
    const { text } = await extractText(reader);
    expect(text.at(-1), `${count} lines`).toContain(footer);
    expect(text.at(-1), `${count} lines`).toContain('Base imponible');
  }
});

test('notes that are longer than a page are printed whole', async () => {
  const notes = Array.from({ length: 150 }, (_, place) => `Nota ${place}.`).join('\n');
  const text = await textWith({ notes });
  for (let place = 0; place < 150; place += 1) expect(text).toContain(`Nota ${place}.`);
});
