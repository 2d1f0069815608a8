import { product, type Product } from '#contract/records/product.ts';
import type { RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

export const productRecords: RecordDefinition<Product> = {
  ...plainDefinition<Product>(product),
  rules: {
    /** With two prices in a currency, it would depend on their order which of them a line gets. */
    check: ({ price, otherPrices = [] }) =>
      price && otherPrices.some(({ currency }) => currency === price.currency)
        ? { field: 'otherPrices', code: 'same_currency' }
        : undefined,
  },
};
