import { vendors } from '#contract/vendor.ts';
import { vendorRecords } from '#data/records/vendor.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';

export const handler = serve(vendors, recordOperations(vendorRecords), recordPrefetch(vendorRecords));
