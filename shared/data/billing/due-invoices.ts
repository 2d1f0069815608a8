import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import type { Invoice } from '#contract/records/invoice.ts';
import type { Context } from '../organization/context.ts';
import { settingsOf, type OrganizationSettings } from '../organization/settings.ts';
import { keyOf } from '../records/definition.ts';
import { invoiceRecords } from '../records/invoice.ts';
import { recordAttributes } from '../records/read.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';
import { actionsOf, change } from '../records/write.ts';
import { ifEquals } from '../store/condition.ts';
import { dueInvoicesPartition, invoiceDueKey, organizationOf, recordIdOf, type Key } from '../store/keys.ts';
import { getItem } from '../store/table.ts';
import { transact, type Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { addDays, startOfDay } from '../values/day.ts';

/** The item by which an issued invoice is found on the day after its due date. */
export function dueAction({ orgId, settings }: Context, { id }: Invoice, dueOn: string): Action {
  const key = invoiceDueKey(keyOf(invoiceRecords, orgId, id));
  const at = startOfDay(settings.timeZone, addDays(dueOn, 1));
  return {
    put: {
      Item: { ...key, kind: 'invoice-due', org: orgId, g6pk: dueInvoicesPartition, g6sk: `${at}#${id}` },
    },
  };
}

interface DueItem extends Key {
  g6sk: string;
}

/** The invoice was changed, or its item handled, by somebody else meanwhile. */
class Passed extends ProblemError {}

/**
 * Marks an invoice as overdue, unless nothing is due any more, and removes the item. Returns whether it marked the invoice.
 * Invoices of an organization that is being deleted wait for a restore.
 */
export async function markOverdue(
  session: Session,
  { pk, sk, g6sk }: DueItem,
  now: string,
): Promise<boolean> {
  const orgId = organizationOf(pk);
  const settings = await settingsOf(session, orgId);
  if (!settings) return false;
  const key = keyOf(invoiceRecords, orgId, recordIdOf(pk));
  const item = await getItem<RecordItem>(session, key, recordAttributes);
  const done: Action = {
    remove: { Key: { pk, sk }, ...ifEquals({ g6sk }) },
    refuse: () => new Passed('conflict'),
  };
  const invoice = item && (recordFrom(invoiceRecords, item) as unknown as Invoice);
  const actions = invoice ? overdueActions(session, settings, invoice, now) : [];
  try {
    await transact(session, [...actions, done]);
    return actions.length > 0;
  } catch (error) {
    const isMoved =
      error instanceof Passed || (error instanceof ProblemError && error.code === 'precondition_failed');
    if (!isMoved) throw error;
    return false;
  }
}

/** The status of an invoice follows from the time at which it is written. */
function overdueActions(
  session: Session,
  settings: OrganizationSettings,
  invoice: Invoice,
  now: string,
): Action[] {
  if (invoice.deletedAt) return [];
  const context: Context = {
    ...session,
    orgId: settings.id,
    requestId: uuidv7(),
    now,
    actor: { userId: invoice.ownerId ?? invoice.createdBy },
    via: 'automation',
    role: 'owner',
    scope: 'all',
    settings,
    team: [],
    scopeFor: () => 'all',
  };
  const written = change(invoiceRecords, context, invoice, {}, 'overdue');
  return actionsOf(invoiceRecords, context, [written]);
}
