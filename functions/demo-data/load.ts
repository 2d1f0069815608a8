import type { Deal } from '#contract/records/deal.ts';
import type { Customer } from '#contract/records/customer.ts';
import { limits } from '#contract/limits.ts';
import type { Member } from '#contract/member.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import { foldCase } from '#data/values/search-terms.ts';
import type { Context } from '#data/organization/context.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { demoCountKey, demoDataKey, tagKey } from '#data/store/keys.ts';
import { readMembers } from '#data/organization/member.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { leadRecords } from '#data/records/lead.ts';
import { getItem, getItems } from '#data/store/table.ts';
import { readTags, tagActions } from '#data/organization/tag.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { addDemoActivities, addDemoTasks } from './activities.ts';
import { addDemoForm } from './form.ts';
import { addDemoFiles } from './files.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { addContacts } from './contacts.ts';
import { addIssues } from './issues.ts';
import { addNotes } from './notes.ts';
import { storedRecords } from './records.ts';
import { wasWritten } from './refusal.ts';
import {
  addCustomers,
  addDeals,
  addLeads,
  demoCustomerIds,
  demoDealIds,
  withSecondPipeline,
  type Choices,
} from './selling.ts';
import { addStaff, addVendors } from './staff.ts';
import type { DemoContent } from './content/content.ts';
import { contentOf } from './content/content-of.ts';
import { addMoney, noMoney, type MoneyCounts } from './money/money.ts';
import { addDemoViews } from './views.ts';
import { workTime, type WorkTime } from './work-time.ts';

/** Time budget of a call, short enough for someone waiting in the UI. The next call adds what is missing. */
const workSeconds = 2;

/** The number of items that a call added, by kind. `tags` also counts tags that existed before. */
export interface DemoCounts extends MoneyCounts {
  /** Whether everything is loaded, which is false if the time budget ran out. */
  isComplete: boolean;
  contacts: number;
  tags: number;
  notes: number;
  customers: number;
  vendors: number;
  employees: number;
  leads: number;
  deals: number;
  activities: number;
  tasks: number;
  files: number;
  issues: number;
}

const nothing: DemoCounts = {
  isComplete: false,
  contacts: 0,
  tags: 0,
  notes: 0,
  customers: 0,
  vendors: 0,
  employees: 0,
  leads: 0,
  deals: 0,
  activities: 0,
  tasks: 0,
  files: 0,
  issues: 0,
  ...noMoney,
};

/** What earlier calls have completed. */
interface Progress {
  /** When everything but files and what is sold was loaded. */
  workedAt?: string;
  completedAt?: string;
}

const readProgress = async (context: Context): Promise<Progress> =>
  (await getItem<Progress>(context, demoDataKey(context.orgId))) ?? {};

const noteProgress = ({ orgId }: Context, progress: Progress): Action => ({
  put: { Item: { ...demoDataKey(orgId), kind: 'demo-data', ...progress } },
});

/**
 * Loads demo data. Once everything is loaded, later calls return at once, because to look for missing data they would
 * have to read everything.
 */
export async function loadDemoData(context: Context): Promise<DemoCounts> {
  const { orgId, now } = context;
  const progress = await readProgress(context);
  if (progress.completedAt !== undefined) return { ...nothing, isComplete: true };
  const limit = limits.demoLoadsPerDay;
  await transact(context, [
    dayCount(
      demoCountKey(orgId, now.slice(0, 10)),
      'demo-count',
      limit,
      now,
      (seconds) => new TooManyRequests(seconds, { code: 'demo_data_a_day', limit }),
    ),
  ]);
  const counts = await addDemoData(context, progress);
  if (counts.isComplete) await transact(context, [noteProgress(context, { completedAt: now })]);
  return counts;
}

/** Whether everything is loaded, as the answer of a call that loads nothing. */
export async function demoDataState(context: Context): Promise<DemoCounts> {
  return { ...nothing, isComplete: (await readProgress(context)).completedAt !== undefined };
}

/**
 * Adds the missing demo data. Most ids are derived from the organization's id, so that later calls recognize what
 * exists. Files and what is sold come last: calls that only add to them don't look for anything else.
 */
async function addDemoData(caller: Context, { workedAt }: Progress): Promise<DemoCounts> {
  const time = workTime(workSeconds);
  const content = contentOf(caller.settings);
  const context = await withSecondPipeline(caller, content);
  const tagIds = await addTags(context, content);
  const members = (await readMembers(context, context.orgId)).filter((member) => member.active);
  const choices = { owners: members.map(({ userId }) => userId), tagIds, content };
  const before = { ...nothing, tags: tagIds.length };
  const work =
    workedAt === undefined ? { ...before, ...(await addWork(context, choices, members, time)) } : before;
  if (time.ranOut()) return work;
  if (workedAt === undefined) await transact(context, [noteProgress(context, { workedAt: context.now })]);
  const [customers, deals] = await Promise.all([
    storedRecords(context, customerRecords, demoCustomerIds(context)),
    storedRecords(context, dealRecords, demoDealIds(context)),
  ]);
  const sold = {
    content,
    owners: choices.owners,
    customers: [...customers.values()],
    deals: [...deals.values()],
  };
  const files = await addFiles(context, content, sold, time);
  const money = time.ranOut() ? noMoney : await addMoney(context, sold, time);
  const issues = time.ranOut() ? 0 : await addIssues(context, content, sold, time);
  return { ...work, files, ...money, issues, isComplete: !time.ranOut() };
}

/** Adds everything but files and what is sold. Leads, deals and entries are added after the records that they refer to. */
async function addWork(
  context: Context,
  choices: Choices,
  members: readonly Member[],
  time: WorkTime,
): Promise<Partial<DemoCounts>> {
  const { content } = choices;
  await addDemoForm(context, content);
  await addDemoViews(context, content);
  const [customers, contacts, vendors, employees] = await Promise.all([
    addCustomers(context, choices, time),
    addContacts(context, choices, time),
    addVendors(context, content, time),
    addStaff(context, content, members, time),
  ]);
  const people = {
    contacts: contacts.added,
    customers: customers.added,
    vendors: vendors.added,
    employees,
  };
  if (time.ranOut()) return people;
  const [leads, deals, notes] = await Promise.all([
    addLeads(context, choices, contacts.records, customers.records, time),
    addDeals(context, choices, customers.records, contacts.records, time),
    addNotes(context, content, contacts.records, time),
  ]);
  const selling = { ...people, notes, leads: leads.added, deals: deals.added };
  if (time.ranOut()) return selling;
  const kinds: [RecordDefinition, AnyRecord[]][] = [
    [contactRecords, contacts.records],
    [customerRecords, customers.records],
    [leadRecords, leads.records],
    [dealRecords, deals.records],
  ];
  const records = kinds.flatMap(([definition, all]) => all.map((record) => ({ definition, record })));
  const activities = await addDemoActivities(context, content, records, members, time);
  const tasks = await addDemoTasks(context, content, records, members);
  return { ...selling, activities, tasks };
}

/** Adds files to the first customers and deals. */
function addFiles(
  context: Context,
  content: DemoContent,
  { customers, deals }: { customers: readonly Customer[]; deals: readonly Deal[] },
  time: WorkTime,
): Promise<number> {
  const parents = [
    ...deals.slice(0, 4).map((record) => ({ definition: dealRecords, record })),
    ...customers.slice(0, 4).map((record) => ({ definition: customerRecords, record })),
  ];
  return addDemoFiles(context, content, parents, time);
}

/**
 * Adds the demo tags and returns their ids. Existing tags with the same names are reused. Tags that the organization
 * has no room for are left out.
 */
async function addTags(context: Context, { tags }: DemoContent): Promise<string[]> {
  const known = new Map((await readTags(context)).map((tag) => [foldCase(tag.name), tag.id]));
  for (const { name, color } of tags) {
    if (known.has(foldCase(name))) continue;
    const tag = { id: derivedId(context.orgId, `tag ${name}`), version: 1, name, color };
    const [existing] = await getItems(context, [tagKey(context.orgId, tag.id)]);
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    if (existing || (await wasWritten(context, actions))) known.set(foldCase(name), tag.id);
  }
  return tags.flatMap(({ name }) => known.get(foldCase(name)) ?? []);
}
