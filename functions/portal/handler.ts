import { portal } from '#contract/portal.ts';
import { harmless, repeatable, secretShown } from '#data/store/idempotency.ts';
import { serve } from '#http/serve.ts';
import { accept, accepted, preview } from './accept.ts';
import { answer, answers, file, finishFile, startFile } from './answers.ts';
import { clients, confirm, invite, invited, revoke } from './clients.ts';
import { invoices, order, orders, quotes } from './documents.ts';
import { home } from './home.ts';
import { createIssue, issue, issues, rate, resolve } from './issues.ts';
import { openInvoice, openQuote } from './links.ts';
import { stopNotices } from './notices.ts';
import { payments } from './payments.ts';
import { profile, updateProfile } from './profile.ts';
import { entrance, request } from './request.ts';
import { unconfirmed } from './unconfirmed.ts';

export const handler = serve(portal, {
  home,
  quotes,
  openQuote: repeatable(openQuote, secretShown),
  orders,
  order,
  invoices,
  openInvoice: repeatable(openInvoice, secretShown),
  payments,
  profile,
  updateProfile,
  issues,
  issue,
  createIssue,
  answers,
  answer,
  startFile,
  finishFile: harmless(finishFile),
  file,
  resolve: repeatable(resolve, issue),
  rate: repeatable(rate, issue),
  clients,
  invite: repeatable(invite, invited),
  confirm: harmless(confirm),
  unconfirmed,
  revoke,
  entrance,
  request,
  stopNotices,
  preview,
  accept: repeatable(accept, accepted),
});
