import { portal } from '#contract/portal.ts';
import { repeatable } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { accept, accepted, preview } from './accept.ts';
import { answer, answers, file, finishFile, startFile } from './answers.ts';
import { clients, invite, revoke } from './clients.ts';
import { invoices, order, orders, quotes } from './documents.ts';
import { home } from './home.ts';
import { createIssue, issue, issues, rate, resolve } from './issues.ts';
import { openInvoice, openQuote } from './links.ts';
import { stopNotices } from './notices.ts';
import { payments } from './payments.ts';
import { profile, updateProfile } from './profile.ts';
import { request } from './request.ts';

export const handler = serve(portal, {
  home,
  quotes,
  openQuote,
  orders,
  order,
  invoices,
  openInvoice,
  payments,
  profile,
  updateProfile,
  issues,
  issue,
  createIssue,
  answers,
  answer,
  startFile,
  finishFile,
  file,
  resolve,
  rate,
  clients,
  invite,
  revoke,
  request,
  stopNotices,
  preview,
  accept: repeatable(accept, accepted),
});
