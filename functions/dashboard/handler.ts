import { dashboard } from '#contract/dashboard.ts';
import { counterKey } from '#data/keys.ts';
import { contactRecords } from '#data/records/contact.ts';
import { wholeGroup } from '#data/records/counters.ts';
import { serve } from '#http/serve.ts';
import { get } from './get.ts';

export const handler = serve(dashboard, { get }, (_verb, orgId) => [
  counterKey(orgId, contactRecords.type.name, wholeGroup),
]);
