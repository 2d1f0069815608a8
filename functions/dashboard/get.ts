import type { DashboardData } from '#contract/dashboard.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { ownersCountedMax, totalOf } from '#data/records/counters.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { leadRecords } from '#data/records/lead.ts';
import { readOwners, readScope, type Owners } from '#data/records/read.ts';
import { countedDeals, countedRecords } from './counted.ts';
import { recentChanges } from './recent.ts';

const shown = [contactRecords, customerRecords, leadRecords, dealRecords];

/** Reads only counters and the newest changes, so the cost doesn't depend on the number of records. */
export async function get(context: Context): Promise<DashboardData> {
  const { contactStatuses, leadStatuses } = context.settings;
  const owners = (definition: RecordDefinition): Owners => countable(readOwners(definition, context));
  const readable = shown.filter((definition) => readScope(definition, context) !== undefined);
  const [contacts, leads, customerTotal, deals, recent] = await Promise.all([
    countedRecords(context, contactRecords, owners(contactRecords), contactStatuses),
    countedRecords(context, leadRecords, owners(leadRecords), leadStatuses),
    totalOf(customerRecords, context, owners(customerRecords)),
    countedDeals(context, owners(dealRecords)),
    recentChanges(
      context,
      readable[0] ? owners(readable[0]) : [],
      readable.map(({ type }) => type.name),
    ),
  ]);
  const isExact = shown.every((definition) => isCounted(readOwners(definition, context)));
  return {
    contacts: { ...contacts.counts, perDay: contacts.perDay },
    customers: { total: customerTotal },
    leads: { ...leads.counts, ...leads.closed },
    deals,
    isExact,
    recent,
  };
}

const isCounted = (owners: Owners): boolean => owners === 'all' || owners.length <= ownersCountedMax;

/** Limits the owners whose counters are read: for very large teams, the sums include only the first ones. */
const countable = (owners: Owners): Owners =>
  isCounted(owners) ? owners : (owners.slice(0, ownersCountedMax) as Owners);
