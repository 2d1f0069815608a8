import type { PrintedDocument } from './printed.ts';

/** A small invoice. */
export const documentUnderTest: PrintedDocument = {
  kind: 'invoice',
  language: 'es',
  country: 'ES',
  number: 'F2026-0001',
  writtenAt: '2026-03-31T10:00:00.000Z',
  seller: {
    name: 'Cobalto S.L.',
    taxId: 'B12345674',
    address: ['Calle Mayor 1', '28001 Madrid'],
    country: 'ES',
  },
  buyer: { name: 'Acme', address: [] },
  facts: { issuedOn: '2026-03-31' },
  currency: 'EUR',
  lines: [{ description: 'Diseño', quantity: 1, unitPriceMinor: 10_000, taxPercent: 21 }],
};
