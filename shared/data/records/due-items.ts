import { dueSortKey, moved, type DueRow } from '../due/end-due-item.ts';
import { dueAttributes } from '../due/kinds.ts';
import type { Context } from '../organization/context.ts';
import { documentDueKey, dueInvoicesOf, recordKey, reminderPlanKey } from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import { dateAfter, startOfDay } from '../values/day.ts';

/** The item by which an issued invoice is found at the time of its next step. */
export interface DueItem extends DueRow {
  dueOn: string;
  /** Steps until this time have been handled, or were over when the invoice was issued or the settings changed. */
  handledUntil: string;
}

/** Where an invoice waits: among those of all organizations, and among those of its own, for changes of the settings. */
function waiting(orgId: string, id: string, at: string) {
  const due = dueAttributes('invoice-step', id, at);
  return { ...due, g1pk: dueInvoicesOf(orgId), g1sk: due.g6sk };
}

/**
 * The action that makes an invoice wait that was just issued. Its first step is found by the next run, which knows the
 * settings. Steps that are over by now don't count.
 */
export function waitAction(
  { orgId, now }: Pick<Context, 'orgId' | 'now'>,
  { id, dueOn }: { id: string; dueOn: string },
): Action {
  const key = documentDueKey(recordKey(orgId, 'invoice', id));
  const item = { ...key, kind: 'invoice-due', org: orgId, dueOn, handledUntil: now };
  return { put: { Item: { ...item, ...waiting(orgId, id, now) } } };
}

/** Makes an invoice wait until a time. Without `handledUntil`, the steps before it are still to be handled then. */
export const moveDue = (item: DueItem, at: string, handledUntil: string | undefined): Action =>
  moved(item, at, { g1sk: dueSortKey(item, at), ...(handledUntil === undefined ? {} : { handledUntil }) });

/**
 * The action that makes a quote wait for the end of its last day in the organization's time zone. Written again, it
 * replaces an earlier time.
 */
export function expiryAction(
  { orgId, settings }: Pick<Context, 'orgId' | 'settings'>,
  { id, validUntil }: { id: string; validUntil: string },
): Action {
  const key = documentDueKey(recordKey(orgId, 'quote', id));
  const due = dueAttributes('quote-expiry', id, startOfDay(settings.timeZone, dateAfter(validUntil)));
  return { put: { Item: { ...key, kind: 'quote-due', org: orgId, ...due } } };
}

/**
 * Seconds after a change of the settings until all requests that used the previous ones have ended, and the index shows
 * what they wrote.
 */
const settingsSeconds = 60;

/** The action after which all waiting invoices of an organization get the times of its new reminders. */
export function planAgainAction({ orgId, now }: Pick<Context, 'orgId' | 'now'>): Action {
  const at = new Date(Date.parse(now) + settingsSeconds * 1000).toISOString();
  const plan = dueAttributes('reminder-plan', orgId, at);
  return { put: { Item: { ...reminderPlanKey(orgId), kind: 'reminder-plan', org: orgId, ...plan } } };
}
