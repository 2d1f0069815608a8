import type { Invoice } from '#contract/records/invoice.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import type { Context } from '../organization/context.ts';
import type { AnyRecord } from '../records/definition.ts';
import type { Action } from '../store/transact.ts';
import { dueAction } from './due-invoices.ts';

type Beside = (context: Context, record: AnyRecord) => Action[];

/** What is stored beside a record that comes from an archive: an open invoice is found on the day after its due date. */
const besides: Partial<Record<RecordTypeName, Beside>> = {
  invoice(context, record) {
    const invoice = record as unknown as Invoice;
    const { issuedAt, dueOn, due } = invoice;
    const isOpen = issuedAt !== undefined && dueOn !== undefined && due.amountMinor > 0;
    return isOpen ? [dueAction(context, invoice, dueOn)] : [];
  },
};

/** The most actions that a record of the type needs beside its own. */
export const actionsBeside = (name: RecordTypeName): number => (besides[name] ? 1 : 0);

export const besideActions = (name: RecordTypeName, context: Context, record: AnyRecord): Action[] =>
  besides[name]?.(context, record) ?? [];
