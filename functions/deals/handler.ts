import { deals } from '#contract/records/deal-operations.ts';
import { dealRecords } from '#data/records/deal.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { completeAnswers } from '#data/records/complete-answers.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { lose, reopen, win } from './close.ts';
import { move } from './move.ts';

const operations = recordOperations(dealRecords);
const again = readAgain(dealRecords);

export const handler = serve(
  deals,
  completeAnswers(dealRecords, {
    ...operations,
    move: repeatable(move, again),
    win: repeatable(win, again),
    lose: repeatable(lose, again),
    reopen: repeatable(reopen, again),
  }),
  recordPrefetch(dealRecords),
);
