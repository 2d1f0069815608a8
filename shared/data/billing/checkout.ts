import { ProblemError } from '#contract/problem.ts';
import { paymentDonePath } from '#contract/public-payment.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../organization/context.ts';
import type { ReturnUrls } from './providers/provider.ts';
import { stripe } from './providers/stripe.ts';

/** Where customers are led who don't come from a page of their own. */
const publicPage = (): ReturnUrls => {
  const url = `${process.env.SITE_URL}${paymentDonePath}`;
  return { success: url, cancel: url };
};

/**
 * Opens a page where the customer pays what is due of an invoice, and returns its address. The caller has checked that
 * the invoice may be paid by whoever asks. Throws a `ProblemError` if nothing is due, or the organization takes no
 * payments online.
 */
export async function startCheckout(
  context: Context,
  invoice: Invoice,
  urls: ReturnUrls = publicPage(),
): Promise<string> {
  const { startCheckout: start } = stripe;
  if (!start) throw new ProblemError('conflict', 'stripe_off');
  return start(context, invoice, urls);
}

/**
 * Closes the pages on which customers could pay invoices of which less is due now, such as after a credit note. Called once
 * that is written, and never fails: a page that stays open is closed when the invoice is paid from its link, and what was
 * paid on it meanwhile is an overpayment.
 */
export const endCheckouts = async (context: Context, invoiceIds: readonly string[]): Promise<void> =>
  stripe.endCheckouts?.(context, invoiceIds);
