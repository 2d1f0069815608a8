import { stripeProvider, stripeTestProvider } from '#contract/stripe.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '../../organization/context.ts';
import { askedMinorOf } from '../../records/invoice.ts';
import { readBilling } from '../settings.ts';
import { bankTransfer } from './bank-transfer.ts';
import { manual } from './manual.ts';
import type { PaymentProvider, WayToPay } from './provider.ts';
import { stripe } from './stripe.ts';

/** All ways to receive payments, in the order in which customers see them. */
const providers: readonly PaymentProvider[] = [stripe, bankTransfer, manual];

/** How customers can pay an invoice: none if there is nothing that they are asked for. */
export async function waysToPay(context: Context, invoice: Invoice): Promise<WayToPay[]> {
  if (askedMinorOf(invoice) <= 0) return [];
  const billing = await readBilling(context);
  const ways = await Promise.all(providers.map((provider) => provider.wayToPay(context, invoice, billing)));
  return ways.filter((way) => way !== undefined);
}

/** The provider that collected a payment. */
export const providerOf = ({ provider }: Pick<Payment, 'provider'>): PaymentProvider =>
  provider === stripeProvider || provider === stripeTestProvider ? stripe : manual;
