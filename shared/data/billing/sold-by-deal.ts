import type { Deal } from '#contract/records/deal.ts';

/** What an order or an invoice takes from a deal. A deal without lines is sold as a whole. */
export function soldByDeal(deal: Deal): Record<string, unknown> {
  const { id, title, customerId, contactIds, ownerId, value, lines, discountPercent } = deal;
  const whole = value && [{ description: title, quantity: 1, unitPriceMinor: value.amountMinor }];
  const values = {
    customerId,
    dealId: id,
    contactId: contactIds?.[0],
    ownerId,
    currency: value?.currency,
    lines: lines ?? whole,
    discountPercent,
  };
  return Object.fromEntries(Object.entries(values).filter(([, one]) => one !== undefined));
}
