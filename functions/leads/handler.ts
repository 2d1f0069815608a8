import { leads } from '#contract/records/lead-operations.ts';
import { mergeRecords } from '#data/jobs/merge.ts';
import { leadRecords } from '#data/records/lead.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { completeAnswers } from '#data/records/complete-answers.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { conversionMatches } from './conversion-matches.ts';
import { convert } from './convert.ts';
import { disqualify, qualify } from './status.ts';

const operations = recordOperations(leadRecords);
const again = readAgain(leadRecords);

export const handler = serve(
  leads,
  completeAnswers(leadRecords, {
    ...operations,
    merge: mergeRecords(leadRecords),
    qualify: repeatable(qualify, again),
    disqualify: repeatable(disqualify, again),
    conversionMatches,
    convert: repeatable(convert, again),
  }),
  recordPrefetch(leadRecords),
);
