import { askForRenewal } from '#data/copies/copy-renewal.ts';
import { takeDue, type Takers } from '#data/due/take-due.ts';
import { checkProgress } from '#data/jobs/stalled.ts';
import { checkRun } from '#data/runs/check-run.ts';
import { routeAgain } from '#data/outbox/unrouted.ts';
import { queueLost } from '#data/sources/received.ts';
import { queueDue } from '#data/webhooks/attempt.ts';
import { newSession } from '#data/store/units.ts';
import { takeInvoiceStep } from './due-invoice.ts';
import { expireQuote } from './expire-quote.ts';
import { planAgain } from './plan-again.ts';
import { remind } from './remind.ts';

/** Seconds of work per run, well below the function's timeout. */
const workSeconds = 40;

/**
 * Documents are due at the same minute, when a day ends or at nine in the morning, and one after another would be some 600
 * a minute and partition for all organizations of a stage. More than some dozen at once, in four partitions, would mostly
 * wait for this function's share of a CPU.
 */
const documentsAtOnce = 3;

/** What is due and needs no rights of its own. */
export const takers: Takers = {
  'copy-renewal': { take: askForRenewal, atOnce: 10 },
  'invoice-step': { take: takeInvoiceStep, atOnce: documentsAtOnce },
  'job-check': { take: checkProgress },
  'quote-expiry': { take: expireQuote, atOnce: documentsAtOnce },
  'received-message': { take: queueLost, atOnce: 10 },
  'reminder-plan': { take: planAgain },
  'run-check': { take: checkRun },
  'task-reminder': { take: remind },
  'unrouted-change': { take: routeAgain },
  'webhook-attempt': { take: queueDue, atOnce: 10 },
};

/** Runs every minute. */
export async function handler(): Promise<void> {
  await takeDue(newSession(), takers, Date.now() + workSeconds * 1000);
}
