import { contact } from './contact.ts';
import { customer } from './customer.ts';
import { deal } from './deal.ts';
import { employee } from './employee.ts';
import { lead } from './lead.ts';
import { vendor } from './vendor.ts';

/** Every record type by its name. */
export const recordTypes = { contact, customer, lead, deal, vendor, employee };
export type RecordTypeName = keyof typeof recordTypes;
export const recordTypeNames = Object.keys(recordTypes) as [RecordTypeName, ...RecordTypeName[]];
