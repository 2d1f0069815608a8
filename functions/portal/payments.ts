import { settledMinorOf } from '#contract/document-fields.ts';
import type { InputOf, OutputOf } from '#contract/operation.ts';
import type { portal, PortalPayment } from '#contract/portal.ts';
import type { Payment } from '#contract/records/payment.ts';
import type { Context } from '#data/organization/context.ts';
import { customerViewer, isSeenBy, type CustomerViewer } from '#data/portal/viewer.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { readFinal } from '#data/records/read.ts';
import { listed } from './listed.ts';
import { shownPayments } from './shown-records.ts';

type Operation = (typeof portal)['operations']['payments'];

export async function payments(
  context: Context,
  { customerId, ...page }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const viewer = await customerViewer(context, customerId);
  const found = await listed(context, viewer, shownPayments, page);
  const numbers = await numbersOf(context, viewer, found.items);
  return { ...found, items: found.items.map((payment) => paymentShown(payment, numbers)) };
}

/** The numbers of the invoices that payments settle and the viewer sees, by id. */
async function numbersOf(
  context: Context,
  viewer: CustomerViewer,
  items: readonly Payment[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(items.flatMap(({ allocations = [] }) => allocations.map(({ invoiceId }) => invoiceId)));
  const named = [...ids].map((id) => ({ definition: invoiceRecords, id }));
  const found = await readFinal(context, named, false);
  const seen = found.filter((invoice) => invoice && isSeenBy(viewer, invoiceRecords, invoice));
  return new Map(seen.flatMap((invoice) => (invoice ? [[invoice.id, invoice.number ?? invoice.code]] : [])));
}

function paymentShown(payment: Payment, numbers: ReadonlyMap<string, string>): PortalPayment {
  const { id, code, statusId, methodId, receivedOn, reference, amount, refunded, allocations = [] } = payment;
  const { currency } = amount;
  return {
    id,
    code,
    statusId: statusId ?? '',
    methodId,
    receivedOn,
    ...(reference === undefined ? {} : { reference }),
    amount,
    refunded,
    invoices: allocations.flatMap((one) => {
      const number = numbers.get(one.invoiceId);
      if (number === undefined) return [];
      const { invoiceId, withheldMinor } = one;
      return [
        {
          id: invoiceId,
          number,
          settled: { amountMinor: settledMinorOf(one), currency },
          ...(withheldMinor === undefined ? {} : { withheld: { amountMinor: withheldMinor, currency } }),
        },
      ];
    }),
  };
}
