import { activity } from './records/activity.ts';
import { contact } from './records/contact.ts';
import { customer } from './records/customer.ts';
import { deal } from './records/deal.ts';
import { employee } from './records/employee.ts';
import { invoice } from './records/invoice.ts';
import { issue } from './records/issue.ts';
import { lead } from './records/lead.ts';
import { order } from './records/order.ts';
import { payment } from './records/payment.ts';
import { product } from './records/product.ts';
import { quote } from './records/quote.ts';
import { vendor } from './records/vendor.ts';

/** Every record type by its name, in the order of the navigation. */
export const recordTypes = {
  contact,
  customer,
  lead,
  deal,
  quote,
  order,
  invoice,
  payment,
  product,
  issue,
  vendor,
  employee,
  activity,
};
export type RecordTypeName = keyof typeof recordTypes;
export const recordTypeNames = Object.keys(recordTypes) as [RecordTypeName, ...RecordTypeName[]];
