import { totalsOf } from '#contract/document-totals.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import { factOf, type Fact } from './facts.ts';

/** The `part` of a fact about taxes: whether it is a tax or a withholding, and its rate in percent. */
export const taxPart = (currency: string, kind: 'tax' | 'withholding', percent: number): string =>
  `${currency}#${kind}#${percent}`;
/** The `part` of a fact about payments. */
export const paymentPart = (currency: string, methodId: string): string => `${currency}#${methodId}`;

type Billed = Pick<
  Invoice,
  'currency' | 'lines' | 'discountPercent' | 'creditedBefore' | 'issuedOn' | 'issuedAt' | 'voidedAt'
>;

/** The facts of an invoice or a credit note that was issued and isn't void, on its date of issue. */
export function invoiceFacts(invoice: Billed, isCreditNote: boolean): Fact[] {
  const { currency, lines = [], discountPercent, issuedOn, issuedAt, voidedAt } = invoice;
  if (issuedAt === undefined || issuedOn === undefined || voidedAt !== undefined) return [];
  const totals = totalsOf(lines, currency, discountPercent, invoice.creditedBefore);
  if (!totals) return [];
  const [net, tax, withheld, total] = [
    totals.subtotalMinor,
    totals.taxMinor,
    totals.withholdingMinor,
    totals.totalMinor,
  ].map((minor) => ({ minor })) as [Minor, Minor, Minor, Minor];
  const amounts = isCreditNote
    ? {
        credited: 1,
        creditedNetMinor: net,
        creditedTaxMinor: tax,
        creditedWithheldMinor: withheld,
        creditedTotalMinor: total,
      }
    : { issued: 1, netMinor: net, taxMinor: tax, withheldMinor: withheld, totalMinor: total };
  const rates = [
    ...totals.taxes.map((rate) => ({ kind: 'tax' as const, rate })),
    ...totals.withholdings.map((rate) => ({ kind: 'withholding' as const, rate })),
  ];
  return [
    factOf('invoices', issuedOn, currency, amounts),
    ...rates.map(({ kind, rate: { percent, baseMinor, amountMinor } }) => {
      const [base, amount] = [{ minor: baseMinor }, { minor: amountMinor }];
      return factOf(
        'taxes',
        issuedOn,
        taxPart(currency, kind, percent),
        isCreditNote
          ? { creditedBaseMinor: base, creditedAmountMinor: amount }
          : { baseMinor: base, amountMinor: amount },
      );
    }),
  ];
}

interface Minor {
  minor: number;
}

/** The facts of a payment that counts: what was received and withheld, and what was paid back, each on its own day. */
export function paymentFacts(
  {
    amount,
    receivedOn,
    methodId,
    allocations = [],
    refunds = [],
  }: Pick<Payment, 'amount' | 'receivedOn' | 'methodId' | 'allocations' | 'refunds'>,
  isReceived: boolean,
): Fact[] {
  if (!isReceived) return [];
  const part = paymentPart(amount.currency, methodId);
  const withheldMinor = allocations.reduce((sum, one) => sum + (one.withheldMinor ?? 0), 0);
  return [
    factOf('payments', receivedOn, part, {
      received: 1,
      receivedMinor: { minor: amount.amountMinor },
      ...(withheldMinor > 0 ? { withheldAtPaymentMinor: { minor: withheldMinor } } : {}),
    }),
    ...refunds.map(({ amountMinor, refundedOn }) =>
      factOf('payments', refundedOn, part, { refunded: 1, refundedMinor: { minor: amountMinor } }),
    ),
  ];
}
