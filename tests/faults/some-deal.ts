import type { AnyRecord } from '#data/records/definition.ts';
import type { Random } from './random.ts';

/** Values of a deal of one of some customers, or of none: open, won or lost, with or without a value in some currency. */
export const someDeal = (random: Random, customers: readonly string[]): Partial<AnyRecord> => ({
  customerId: random.oneOf([...customers, ...customers, undefined]),
  stageId: random.oneOf(['sales-qualified', 'sales-won', 'sales-won', 'sales-lost']),
  closedAt: '2026-11-01T00:00:00.000Z',
  ...random.oneOf([
    { value: undefined },
    { value: { amountMinor: random.below(9_000), currency: 'USD' } },
    { value: { amountMinor: 1_000 * random.below(9), currency: 'EUR' }, exchangeRate: 1.25 },
    { value: { amountMinor: 2_000_000_000_000 + random.below(9), currency: 'USD' } },
  ]),
});
