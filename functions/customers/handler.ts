import { customers } from '#contract/customer.ts';
import { customerRecords } from '#data/records/customer.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';

export const handler = serve(customers, recordOperations(customerRecords), recordPrefetch(customerRecords));
