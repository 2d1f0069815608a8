import { invoices } from '#contract/records/invoice-operations.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { recordOperations } from '#data/records/operations.ts';
import { recordPrefetch } from '#data/records/prefetch.ts';
import { harmless, repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { checkout } from './checkout.ts';
import { credit } from './credit.ts';
import { fromDeal, fromOrder } from './drafts.ts';
import { issue, nextIssue } from './issue.ts';
import { issueNotices } from './issue-notices.ts';
import { remind, reminders } from './remind.ts';
import { createLink, email, revokeLinks, send } from './sending.ts';
import { voidInvoice } from './void.ts';

const operations = recordOperations(invoiceRecords);

export const handler = serve(
  invoices,
  {
    ...operations,
    fromOrder: fromOrder(operations.create),
    fromDeal: fromDeal(operations.create),
    nextIssue,
    issue: repeatable(issue, operations.get),
    issueNotices,
    email,
    send: repeatable(send, operations.get),
    createLink: repeatable(createLink, secretShown),
    revokeLinks: repeatable(revokeLinks, operations.get),
    void: repeatable(voidInvoice, operations.get),
    checkout: harmless(checkout),
    credit,
    reminders,
    remind: repeatable(remind, operations.get),
  },
  recordPrefetch(invoiceRecords),
);
