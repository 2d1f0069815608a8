import type { DashboardData } from '#contract/dashboard.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { ownersCountedMax } from '#data/records/counters.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { leadRecords } from '#data/records/lead.ts';
import { readReach, readScope, type Reach } from '#data/records/read.ts';
import { countedDeals, countedRecords } from './counted.ts';
import { recentChanges } from './recent.ts';

const shown = [contactRecords, customerRecords, leadRecords, dealRecords];

/** Reads only counters and the newest changes, so the cost doesn't depend on the number of records. */
export async function get(context: Context): Promise<DashboardData> {
  const { contactStatuses, leadStatuses } = context.settings;
  const reach = (definition: RecordDefinition): Reach => countable(readReach(definition, context));
  const readable = shown.filter((definition) => readScope(definition, context) !== undefined);
  const [contacts, { perDay: _perDay, ...leads }, deals, recent] = await Promise.all([
    countedRecords(context, contactRecords, reach(contactRecords), contactStatuses),
    countedRecords(context, leadRecords, reach(leadRecords), leadStatuses),
    countedDeals(context, reach(dealRecords)),
    recentChanges(
      context,
      readable[0] ? reach(readable[0]) : [],
      readable.map(({ type }) => type.name),
    ),
  ]);
  const isExact = shown.every((definition) => isCounted(readReach(definition, context)));
  return { contacts, leads, deals, isExact, recent };
}

const isCounted = (reach: Reach): boolean => reach === 'all' || reach.length <= ownersCountedMax;

/** Limits the owners whose counters are read: for very large teams, the sums include only the first ones. */
const countable = (reach: Reach): Reach =>
  isCounted(reach) ? reach : (reach.slice(0, ownersCountedMax) as Reach);
