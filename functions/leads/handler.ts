import { leads } from '#contract/records/lead-operations.ts';
import { leadRecords } from '#data/records/lead.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';
import { conversionMatches } from './conversion-matches.ts';
import { convert } from './convert.ts';
import { disqualify, qualify } from './status.ts';

export const handler = serve(
  leads,
  { ...recordOperations(leadRecords), qualify, disqualify, conversionMatches, convert },
  recordPrefetch(leadRecords),
);
