import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';
import { gadgetRecords } from './gadget-records.ts';
import { gadgets } from './gadget.ts';

export const handler = serve(gadgets, recordOperations(gadgetRecords), recordPrefetch(gadgetRecords));
