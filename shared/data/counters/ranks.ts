import type { Key } from '../store/keys.ts';
import { rankPartition, rankedFrom } from './customer-sums.ts';
import { rankedSalesFrom, salesPartition } from './sales-ranks.ts';

/** The index partition of a counter that is part of a ranking; undefined for other counters. */
export function partitionOfRank({ pk, sk }: Key): string | undefined {
  const deals = rankedFrom(sk);
  if (deals) return rankPartition(pk, deals.year, deals.listOf);
  const sales = rankedSalesFrom(sk);
  return sales && salesPartition(pk, sales);
}
