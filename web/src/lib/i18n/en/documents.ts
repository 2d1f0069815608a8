import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';

const plural = pluralIn('en');

const documents = (nouns: Nouns) => ({
  lines: 'Lines',
  noLines: 'No lines yet.',
  line: (place: number) => `Line ${place}`,
  addLine: 'Add line',
  removeLine: (place: number) => `Remove line ${place}`,
  moveUp: (place: number) => `Move line ${place} up`,
  moveDown: (place: number) => `Move line ${place} down`,
  product: nouns.product.One,
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  discount: 'Discount %',
  tax: 'Tax %',
  withholding: 'Withholding %',
  net: 'Amount',
  gross: 'Before discounts',
  discounts: 'Discounts',
  subtotal: 'Subtotal',
  taxAt: (percent: string, base: string) => `Tax ${percent} of ${base}`,
  withholdingAt: (percent: string, base: string) => `Withholding ${percent} of ${base}`,
  total: 'Total',
  tooLarge: 'These amounts are too large.',
  price: (place: number) => `Price ${place}`,
  addPrice: 'Add price',
  removePrice: 'Remove price',
});

const orders = (nouns: Nouns) => ({
  confirm: 'Confirm',
  confirmed: (code: string) => `${code} was confirmed`,
  fulfill: 'Deliver',
  fulfillTitle: (code: string) => `Delivery of ${code}`,
  fulfillText: 'Change the quantities if only a part was delivered.',
  fulfillAction: 'Record delivery',
  left: (quantity: string) => `${quantity} left`,
  nothing: 'Enter at least one quantity.',
  delivered: (code: string) => `A delivery of ${code} was recorded`,
  fulfilled: (code: string) => `${code} was fulfilled`,
  deliveredOf: (delivered: string, ordered: string) => `${delivered} of ${ordered} delivered`,
  cancel: 'Cancel order',
  cancelTitle: (code: string) => `Cancel ${code}?`,
  cancelText: 'It is kept, and can be made a draft again.',
  reason: 'Reason (optional)',
  canceled: (code: string) => `${code} was canceled`,
  reopen: 'Back to draft',
  reopened: (code: string) => `${code} is a draft again`,
  fromDeal: `Create ${nouns.order.one}`,
  created: (code: string) => `${code} was created`,
  count: (count: number) => plural(count, { one: '# line', other: '# lines' }),
});

/** UI text for lines of documents, and for orders. */
export const texts = (nouns: Nouns) => ({
  documents: documents(nouns),
  orders: orders(nouns),
});
