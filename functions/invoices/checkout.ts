import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { invoices as contract } from '#contract/records/invoice-operations.ts';
import { startCheckout } from '#data/billing/checkout.ts';
import type { Context } from '#data/organization/context.ts';
import { invoices } from './invoices.ts';

type Checkout = typeof contract.operations.checkout;

/** Opens a page where the customer pays what is due. */
export async function checkout(context: Context, { id }: InputOf<Checkout>): Promise<OutputOf<Checkout>> {
  return { url: await startCheckout(context, await invoices(context).read(id)) };
}
