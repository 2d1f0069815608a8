import { contacts } from '#contract/contact.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { serve } from '#http/serve.ts';

export const handler = serve(contacts, recordOperations(contactRecords), recordPrefetch(contactRecords));
