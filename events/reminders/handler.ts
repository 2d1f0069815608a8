import { checkProgress } from '#data/jobs/stalled.ts';
import { askForRenewal } from '#data/copies/copy-renewal.ts';
import { checkRun } from '#data/jobs/stalled-run.ts';
import {
  dueInvoicesPartition,
  dueQuotesPartition,
  dueRunsPartition,
  dueJobsPartitionAt,
  duePartitions,
  reminderPlanKey,
} from '#data/store/keys.ts';
import { dueListsPartition } from '#data/store/run-keys.ts';
import { writeLog } from '#data/store/log.ts';
import { newSession, type Session } from '#data/store/units.ts';
import { handleDue, type DueRow } from '../reader/due-rows.ts';
import { handleInvoice } from './due-invoice.ts';
import { expireQuote } from './expire-quote.ts';
import { planAgain } from './plan-again.ts';
import { remindDue } from './remind.ts';

/** Seconds of work per run, well below the function's timeout. */
const workSeconds = 40;

/**
 * Runs every minute. Turns due reminders into change items: each reminder fires once, even after crashes and with
 * concurrent runs, because one transaction writes the change item under a fixed key and removes the task from the due
 * reminders. Also sends a new message for each unfinished job, export, import of an archive and scan for duplicates that
 * made no progress for some minutes, so that a lost message can't leave them unfinished; repeated messages are harmless.
 * Asks for the renewal of snapshots of lists, so that lists that nobody opens for days don't have to be read from the table.
 * Marks invoices as overdue on the day after their due date, reminds customers of them, and marks quotes as expired on the
 * day after their last one.
 */
export async function handler(): Promise<void> {
  const session = newSession();
  const until = Date.now() + workSeconds * 1000;
  const partitions = Array.from({ length: duePartitions }, (_, index) => index);
  const closed = new Set<string>();
  const results = await Promise.allSettled([
    ...partitions.map(async (index) => ({
      ...noneOf,
      reminded: await remindDue(session, index, until, closed),
    })),
    ...partitions.map(async (index) => ({
      ...noneOf,
      resumed: await resumeDue(session, index, until),
    })),
    resumeRuns(session, until).then((rerun) => ({ ...noneOf, rerun })),
    handleEach(session, dueListsPartition, until, (row) => askForRenewal(session, row)).then(() => noneOf),
    handleInvoices(session, until, closed).then(() => noneOf),
    expireQuotes(session, until, closed).then(() => noneOf),
  ]);
  const counts = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const reminded = counts.reduce((sum, count) => sum + count.reminded, 0);
  const resumed = counts.reduce((sum, count) => sum + count.resumed, 0);
  const rerun = counts.reduce((sum, count) => sum + count.rerun, 0);
  if (reminded > 0) writeLog({ level: 'info', message: 'reminded', reminded });
  if (resumed > 0) writeLog({ level: 'warn', message: 'stalled jobs resumed', resumed });
  if (rerun > 0) writeLog({ level: 'warn', message: 'stalled runs resumed', resumed: rerun });
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason as Error;
}

const noneOf = { reminded: 0, resumed: 0, rerun: 0 };

/** Checks the unfinished jobs of one partition until the time `until`. Returns how many had stalled. */
const resumeDue = (session: Session, partition: number, until: number): Promise<number> =>
  handleDue(session, dueJobsPartitionAt(partition), until, (row, now) => checkProgress(session, row, now));

/** Handles the steps of invoices that are due until the time `until`. */
async function handleInvoices(session: Session, until: number, closed: Set<string>): Promise<void> {
  const done = { overdue: 0, mailed: 0 };
  const planKey = reminderPlanKey('');
  await handleEach(session, dueInvoicesPartition, until, async (row, now) => {
    if (row.sk === planKey.sk) return planAgain(session, row, now, until);
    const { overdue, reminded } = await handleInvoice(session, row, now, closed);
    done.overdue += overdue ? 1 : 0;
    done.mailed += reminded ? 1 : 0;
    return overdue || reminded;
  }).finally(() => {
    if (done.overdue > 0) writeLog({ level: 'info', message: 'invoices overdue', overdue: done.overdue });
    if (done.mailed > 0) writeLog({ level: 'info', message: 'customers reminded', reminded: done.mailed });
  });
}

/** Marks quotes as expired whose last day ends until the time `until`. */
async function expireQuotes(session: Session, until: number, closed: Set<string>): Promise<void> {
  const expired = await handleEach(session, dueQuotesPartition, until, (row, now) =>
    expireQuote(session, row, now, closed),
  );
  if (expired > 0) writeLog({ level: 'info', message: 'quotes expired', expired });
}

/**
 * As `handleDue`, but an item that can't be handled doesn't keep others from being handled: it is the first one of every
 * run. Throws the first failure in the end.
 */
async function handleEach(
  session: Session,
  partition: string,
  until: number,
  handle: (row: DueRow, now: string) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = [];
  const handleOne = async (row: DueRow, now: string) => {
    // Many are an outage.
    if (failures.length >= failuresMax) return false;
    try {
      return await handle(row, now);
    } catch (error) {
      failures.push(error);
      return false;
    }
  };
  const handled = await handleDue(session, partition, until, handleOne, documentsAtOnce);
  if (failures.length > 0) throw failures[0];
  return handled;
}

/**
 * Documents are due at the same minute, when a day ends or at nine in the morning, and one after another would be some 600
 * a minute for all organizations of a stage. More at once would mostly wait for this function's share of a CPU.
 */
const documentsAtOnce = 10;
/** Number of items that can't be handled after which a run leaves the others to the next one. */
const failuresMax = 20;

/** Checks other unfinished work until the time `until`. Returns how much of it had stalled. */
const resumeRuns = (session: Session, until: number): Promise<number> =>
  handleDue(session, dueRunsPartition, until, (row, now) => checkRun(session, row, now));
