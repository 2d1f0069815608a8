import { invoices } from '#contract/records/invoice-operations.ts';
import { invoiceRecords } from '#data/records/invoice.ts';
import { readAgain, recordOperations } from '#data/records/operations.ts';
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
const again = readAgain(invoiceRecords);

export const handler = serve(
  invoices,
  {
    ...operations,
    fromOrder: fromOrder(operations.create),
    fromDeal: fromDeal(operations.create),
    nextIssue,
    issue: repeatable(issue, again),
    issueNotices,
    email,
    send: repeatable(send, again),
    createLink: repeatable(createLink, secretShown),
    revokeLinks: repeatable(revokeLinks, again),
    void: repeatable(voidInvoice, again),
    checkout: harmless(checkout),
    credit,
    reminders,
    remind: repeatable(remind, again),
  },
  recordPrefetch(invoiceRecords),
);
