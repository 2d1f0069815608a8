import { ProblemError } from '#contract/problem.ts';
import type { Context } from '../organization/context.ts';
import { ifEquals, under } from '../store/condition.ts';
import {
  documentDueKey,
  dueInvoicesOf,
  dueInvoicesPartition,
  dueQuotesPartition,
  organizationOf,
  recordIdOf,
  recordKey,
  reminderPlanKey,
  type Key,
} from '../store/keys.ts';
import type { Action } from '../store/transact.ts';
import { dateAfter, startOfDay } from '../values/day.ts';

/** The item by which an issued invoice is found at the time of its next step. */
export interface DueItem extends Key {
  g6sk: string;
  dueOn: string;
  /** Steps until this time have been handled, or were over when the invoice was issued or the settings changed. */
  handledUntil: string;
}

/** The item was handled, or moved, by somebody else meanwhile. */
export class Passed extends ProblemError {}
const refuse = () => new Passed('conflict');

/** Where an invoice waits: among those of all organizations, and among those of its own, for changes of the settings. */
const waiting = (orgId: string, id: string, at: string) => ({
  g6pk: dueInvoicesPartition,
  g6sk: `${at}#${id}`,
  g1pk: dueInvoicesOf(orgId),
  g1sk: `${at}#${id}`,
});

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
export function moveDue({ pk, sk, g6sk }: DueItem, at: string, handledUntil: string | undefined): Action {
  const { g6sk: next } = waiting(organizationOf(pk), recordIdOf(pk), at);
  const handled = handledUntil === undefined ? '' : ', handledUntil = :handledUntil';
  return {
    update: under(ifEquals({ g6sk }), {
      Key: { pk, sk },
      UpdateExpression: `SET g6sk = :next, g1sk = :next${handled}`,
      ExpressionAttributeValues: {
        ':next': next,
        ...(handledUntil === undefined ? {} : { ':handledUntil': handledUntil }),
      },
    }),
    refuse,
  };
}

export const removeDue = ({ pk, sk, g6sk }: Pick<DueItem, 'pk' | 'sk' | 'g6sk'>): Action => ({
  remove: { Key: { pk, sk }, ...ifEquals({ g6sk }) },
  refuse,
});

/**
 * The action that makes a quote wait for the end of its last day in the organization's time zone. Written again, it
 * replaces an earlier time.
 */
export function expiryAction(
  { orgId, settings }: Pick<Context, 'orgId' | 'settings'>,
  { id, validUntil }: { id: string; validUntil: string },
): Action {
  const key = documentDueKey(recordKey(orgId, 'quote', id));
  const g6sk = `${startOfDay(settings.timeZone, dateAfter(validUntil))}#${id}`;
  return { put: { Item: { ...key, kind: 'quote-due', org: orgId, g6pk: dueQuotesPartition, g6sk } } };
}

/**
 * Seconds after a change of the settings until all requests that used the previous ones have ended, and the index shows
 * what they wrote.
 */
const settingsSeconds = 60;

/** The action after which all waiting invoices of an organization get the times of its new reminders. */
export function planAgainAction({ orgId, now }: Pick<Context, 'orgId' | 'now'>): Action {
  const at = new Date(Date.parse(now) + settingsSeconds * 1000).toISOString();
  const plan = { g6pk: dueInvoicesPartition, g6sk: `${at}#${orgId}` };
  return { put: { Item: { ...reminderPlanKey(orgId), kind: 'reminder-plan', org: orgId, ...plan } } };
}
