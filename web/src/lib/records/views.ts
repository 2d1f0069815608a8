import type { RecordTypeName } from '#contract/record-types.ts';
import { contactView } from './contact.ts';
import { customerView } from './customer.ts';
import { dealView } from './deal.ts';
import { employeeView } from './employee.ts';
import { leadView } from './lead.ts';
import { vendorView } from './vendor.ts';
import type { RecordView } from './view.ts';

/** The pages of every record type, by its name, in the order of the sidebar. */
export const recordViews: Record<RecordTypeName, RecordView> = {
  contact: contactView,
  customer: customerView,
  lead: leadView,
  deal: dealView,
  vendor: vendorView,
  employee: employeeView,
};

/** The record type whose pages stand under this part of the address. */
export function viewOf(plural: string): RecordView {
  const view = Object.values(recordViews).find((candidate) => candidate.plural === plural);
  if (!view) throw new Error(`no record type has the address ${plural}`);
  return view;
}
