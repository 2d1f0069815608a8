import { product, type Product } from '#contract/records/product.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';
import { plainDefinition } from './plain-definition.ts';

const definition: RecordDefinition<Product & AnyRecord> = {
  ...plainDefinition<Product & AnyRecord>(product),
  rules: {
    /** With two prices in a currency, it would depend on their order which of them a line gets. */
    check: ({ price, otherPrices = [] }) =>
      price && otherPrices.some(({ currency }) => currency === price.currency)
        ? { field: 'otherPrices', code: 'same_currency' }
        : undefined,
  },
};
export const productRecords = definition as unknown as RecordDefinition;
