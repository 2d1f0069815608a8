import type { dashboard, DashboardData } from '#contract/dashboard.ts';
import type { InputOf } from '#contract/operation.ts';
import { countActivities, readActivities } from '#data/entries/activity-history.ts';
import type { Context } from '#data/organization/context.ts';
import { contactRecords } from '#data/records/contact.ts';
import { ownersCountedMax, totalOf } from '#data/records/counters.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { leadRecords } from '#data/records/lead.ts';
import { ownersOf, readOwners, readScope, type Owners } from '#data/records/read.ts';
import { dateIn } from '#data/values/day.ts';
import { countedDeals, countedRecords, createdByMonth } from './counted.ts';
import { recentChanges } from './recent.ts';

const shown = [contactRecords, customerRecords, leadRecords, dealRecords];

type Input = InputOf<(typeof dashboard)['operations']['get']>;

/** Number of activities to show. */
const latestActivities = 10;

/** Reads only counters and the newest entries, so the cost doesn't depend on the number of records. */
export async function get(context: Context, { include = [] }: Input): Promise<DashboardData> {
  const { contactStatuses, leadStatuses } = context.settings;
  const owners = (definition: RecordDefinition): Owners => countable(readOwners(definition, context));
  const readable = shown.filter((definition) => readScope(definition, context) !== undefined);
  const [contacts, leads, customerTotal, deals, recent, activities, growth] = await Promise.all([
    countedRecords(context, contactRecords, owners(contactRecords), contactStatuses),
    countedRecords(context, leadRecords, owners(leadRecords), leadStatuses),
    totalOf(customerRecords, context, owners(customerRecords)),
    countedDeals(context, owners(dealRecords)),
    recentChanges(
      context,
      readable[0] ? owners(readable[0]) : [],
      readable.map(({ type }) => type.name),
    ),
    include.includes('activities') ? activitiesOf(context) : undefined,
    include.includes('growth')
      ? createdByMonth(context, customerRecords, owners(customerRecords))
      : undefined,
  ]);
  const isExact = shown.every((definition) => isCounted(readOwners(definition, context)));
  return {
    contacts: { ...contacts.counts, perDay: contacts.perDay },
    customers: { total: customerTotal, ...growth },
    leads: { ...leads.counts, ...leads.closed },
    deals,
    isExact,
    recent,
    ...(activities ? { activities } : {}),
  };
}

/** The activities that the caller can list across records: those of the people whose reports the caller can see. */
async function activitiesOf(context: Context): Promise<DashboardData['activities']> {
  const people = ownersOf(context, context.scopeFor('analytics:read'));
  const dateTo = dateIn(context.settings.timeZone, context.now);
  const [total, { items }] = await Promise.all([
    countActivities(context, people),
    readActivities(context, people, { dateTo }, latestActivities),
  ]);
  return {
    total: Math.max(items.length, total ?? 0),
    totalIsExact: total !== undefined,
    latest: items,
  };
}

const isCounted = (owners: Owners): boolean => owners === 'all' || owners.length <= ownersCountedMax;

/** Limits the owners whose counters are read: for very large teams, the sums include only the first ones. */
const countable = (owners: Owners): Owners =>
  isCounted(owners) ? owners : (owners.slice(0, ownersCountedMax) as Owners);
