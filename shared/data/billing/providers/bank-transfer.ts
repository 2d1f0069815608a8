import type { Invoice } from '#contract/records/invoice.ts';
import { manual } from './manual.ts';
import type { PaymentProvider } from './provider.ts';

/** What a customer writes in a transfer, and what documents print: the number of the invoice. */
export const transferReference = ({ number = '' }: Pick<Invoice, 'number'>): string => number;

/** Transfers to the account in the billing settings. People record them when they arrive. */
export const bankTransfer: PaymentProvider = {
  ...manual,
  wayToPay: (_context, invoice, { bankDetails }) =>
    Promise.resolve(
      bankDetails === undefined
        ? undefined
        : { kind: 'bank-transfer', details: bankDetails, reference: transferReference(invoice) },
    ),
};
