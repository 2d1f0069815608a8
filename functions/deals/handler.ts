import { deals } from '#contract/records/deal-operations.ts';
import { dealRecords } from '#data/records/deal.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';
import { lose, reopen, win } from './close.ts';
import { move } from './move.ts';

export const handler = serve(
  deals,
  { ...recordOperations(dealRecords), move, win, lose, reopen },
  recordPrefetch(dealRecords),
);
