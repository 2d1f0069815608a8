import type { BillingSettings } from '#contract/billing.ts';
import type { ChargeProblem } from '#contract/stripe-amount.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';

/** Where a provider's page leads the customer afterward. */
export interface ReturnUrls {
  success: string;
  cancel: string;
}

/** How a customer can pay an invoice, or can't. */
export type WayToPay =
  /** By a transfer that names the reference, so that the payment can be matched. */
  | { kind: 'bank-transfer'; details: string; reference: string }
  /** On a page of the provider, which `startCheckout` opens. */
  | { kind: 'checkout'; isTest: boolean }
  /** Why the amount can't be paid on a page of the provider, and what it charges at least and at most. */
  | { kind: 'no-checkout'; reason: ChargeProblem; leastMinor: number; mostMinor: number };

/** What is paid back of a payment. */
export interface RefundRequest {
  amountMinor: number;
  reason?: string | undefined;
}

/** A way in which organizations receive payments. */
export interface PaymentProvider {
  /** How customers can pay an invoice that is due. Undefined if the organization doesn't offer it. */
  wayToPay(context: Context, invoice: Invoice, billing: BillingSettings): Promise<WayToPay | undefined>;
  /** Opens a page where the customer pays what is due, and returns its address. */
  readonly startCheckout?: (context: Context, invoice: Invoice, urls: ReturnUrls) => Promise<string>;
  /** Closes the pages that are open for invoices, so that nobody pays there what isn’t due any more. */
  readonly endCheckouts?: (context: Context, invoiceIds: readonly string[]) => Promise<void>;
  /** Pays back a part of a payment that it collected, and returns the payment afterward. */
  refund(context: Context, payment: Payment, request: RefundRequest): Promise<Payment>;
  /** Throws if users can't cancel a payment. Without it, they can: it was recorded by mistake. */
  readonly refuseCancel?: (context: Context, payment: Payment) => Promise<void>;
}
