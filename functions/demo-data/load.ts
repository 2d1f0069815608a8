import { limits } from '#contract/limits.ts';
import type { Status } from '#contract/status.ts';
import { TooManyRequests } from '#contract/problem.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { dayCount } from '#data/limits/day-count.ts';
import { demoCountKey, demoDataKey, noteKey, pinnedNoteKey, tagKey, type Key } from '#data/store/keys.ts';
import { readMembers } from '#data/organization/member.ts';
import { noteActions, parentExists } from '#data/entries/note.ts';
import { contactRecords } from '#data/records/contact.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { leadRecords } from '#data/records/lead.ts';
import { getItem, getItems, itemName } from '#data/store/table.ts';
import { readTags, tagActions } from '#data/organization/tag.ts';
import { transact, type Action } from '#data/store/transact.ts';
import { addDemoActivities, addDemoTasks } from './activities.ts';
import { addDemoForm } from './form.ts';
import { addDemoFiles } from './files.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { demoPerson } from './person.ts';
import { atWork } from './hours.ts';
import { demoInstant, pick, seededRandom, type Random } from './random.ts';
import { addRecords } from './records.ts';
import { isRefusal } from './refusal.ts';
import {
  addCustomers,
  addDeals,
  addLeads,
  demoCustomerIds,
  withSecondPipeline,
  type Choices,
} from './selling.ts';
import { addStaff, addVendors } from './staff.ts';
import type { DemoContent } from './content/content.ts';
import { contentOf } from './content/content-of.ts';
import { addMoney, noMoney, type MoneyCounts } from './money/money.ts';
import { addDemoViews } from './views.ts';
import { workTime, type WorkTime } from './work-time.ts';

const contactsMade = 500;
const noteEvery = 3;
/** Each note takes three of the 100 actions that a transaction allows. */
const additionsTogether = 25;

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
  ...noMoney,
};

/**
 * Loads demo data. Once everything is loaded, later calls return at once, because to look for missing data they would
 * have to read everything.
 */
export async function loadDemoData(context: Context): Promise<DemoCounts> {
  const { orgId, now } = context;
  const state = await demoDataState(context);
  if (state.isComplete) return state;
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
  const counts = await addDemoData(context);
  if (counts.isComplete) {
    await transact(context, [
      { put: { Item: { ...demoDataKey(orgId), kind: 'demo-data', completedAt: now } } },
    ]);
  }
  return counts;
}

/** Whether everything is loaded, as the answer of a call that loads nothing. */
export async function demoDataState(context: Context): Promise<DemoCounts> {
  return { ...nothing, isComplete: (await getItem(context, demoDataKey(context.orgId))) !== undefined };
}

/**
 * Adds the missing demo data. Most ids are derived from the organization's id, so that later calls recognize what
 * exists. Leads, deals and entries are added after the records that they refer to.
 */
async function addDemoData(caller: Context): Promise<DemoCounts> {
  const time = workTime(workSeconds);
  const content = contentOf(caller.settings);
  const context = await withSecondPipeline(caller, content);
  const tagIds = await addTags(context, content);
  await addDemoForm(context, content);
  await addDemoViews(context, content);
  const members = (await readMembers(context, context.orgId)).filter((member) => member.active);
  const choices = { owners: members.map(({ userId }) => userId), tagIds, content };
  const [customers, contacts, vendors, employees] = await Promise.all([
    addCustomers(context, choices, time),
    addContacts(context, choices, time),
    addVendors(context, content, time),
    addStaff(context, content, members, time),
  ]);
  const people = {
    ...nothing,
    tags: tagIds.length,
    contacts: contacts.added,
    customers: customers.added,
    vendors: vendors.added,
    employees,
  };
  if (time.ranOut()) return people;
  const [leads, deals, notes] = await Promise.all([
    addLeads(context, choices, contacts.records, customers.records, time),
    addDeals(context, choices, customers.records, contacts.records, time),
    addMissing(context, demoNotesOf(context, content, contacts.records)),
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
  const first = [dealRecords, customerRecords].flatMap((definition) => {
    const all = kinds.find(([kind]) => kind === definition)?.[1] ?? [];
    return all.slice(0, 4).map((record) => ({ definition, record }));
  });
  const files = time.ranOut() ? 0 : await addDemoFiles(context, content, first);
  const work = { ...selling, activities, tasks, files };
  if (time.ranOut()) return work;
  const sold = { content, owners: choices.owners, customers: customers.records, deals: deals.records };
  const money = await addMoney(context, sold, time);
  return { ...work, ...money, isComplete: !time.ranOut() };
}

/**
 * Adds the demo tags and returns their ids. Existing tags with the same names are reused. Tags that the organization
 * has no room for are left out.
 */
async function addTags(context: Context, { tags }: DemoContent): Promise<string[]> {
  const known = new Map((await readTags(context)).map((tag) => [tag.name, tag.id]));
  for (const { name, color } of tags) {
    if (known.has(name)) continue;
    const tag = { id: derivedId(context.orgId, `tag ${name}`), version: 1, name, color };
    const [existing] = await getItems(context, [tagKey(context.orgId, tag.id)]);
    const actions = tagActions(context, undefined, tag, differences({}, tag, ['name', 'color']));
    if (existing || (await wasWritten(context, actions))) known.set(name, tag.id);
  }
  return tags.flatMap(({ name }) => known.get(name) ?? []);
}

/**
 * Writes the actions and returns whether that succeeded. Actions are refused if, for example, the organization already
 * uses a unique value or has reached a limit.
 */
async function wasWritten(context: Context, actions: readonly Action[]): Promise<boolean> {
  try {
    await transact(context, actions);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return false;
  }
}

function addContacts(
  context: Context,
  choices: Choices,
  time: WorkTime,
): Promise<{ added: number; records: AnyRecord[] }> {
  const random = seededRandom(20_261_120);
  const customerIds = demoCustomerIds(context);
  const emails = new Set<string>();
  const inputs = Array.from({ length: contactsMade }, (_, index) => {
    const { email, ...input } = demoContact(random, choices, customerIds, context.settings.contactStatuses);
    const isFree = typeof email === 'string' && !emails.has(email);
    if (isFree) emails.add(email);
    return {
      id: derivedId(context.orgId, `contact ${index}`),
      at: atWork(random, demoInstant(random, context.now), context),
      input: isFree ? { ...input, email } : input,
    };
  });
  return addRecords(context, contactRecords, inputs, time);
}

function demoContact(
  random: Random,
  { owners, tagIds, content }: Choices,
  customerIds: string[],
  statuses: readonly Status[],
): Record<string, unknown> {
  const { region, ...person } = demoPerson(random, content);
  const known = (chance: number) => random() < chance;
  const contact: Record<string, unknown> = {
    ...person,
    country: region.country,
    ...statusMeaning(demoMeaning(random), statuses),
  };
  if (known(0.88)) contact.city = pick(random, region.cities);
  if (region.country === 'CO' && known(0.5))
    contact.nationalId = String(10_000_000 + Math.floor(random() * 89_000_000));
  if (known(0.6)) contact.customerId = pick(random, customerIds);
  if (known(0.85) && owners.length > 0) contact.ownerId = pick(random, owners);
  const tagged = tagIds.length > 0 ? Math.floor(random() * 3.4) : 0;
  const tags = [...new Set(Array.from({ length: tagged }, () => pick(random, tagIds)))];
  if (tags.length > 0) contact.tagIds = tags;
  return contact;
}

/** The organization's first status in use with this meaning. Without one, the record gets the default status. */
function statusMeaning(meaning: string, statuses: readonly Status[]): { statusId?: string } {
  const status = statuses.find((entry) => entry.meaning === meaning && !entry.retired);
  return status ? { statusId: status.id } : {};
}

function demoMeaning(random: () => number): string {
  const draw = random();
  if (draw < 0.42) return 'prospect';
  if (draw < 0.68) return 'qualified';
  return draw < 0.9 ? 'customer' : 'inactive';
}

/** Items written together, unless one of their keys already exists. */
interface Addition {
  keys: Key[];
  actions: Action[];
}

/**
 * Adds missing items in batches. If a batch is refused, its items are added one by one. Returns the number of items
 * added.
 */
async function addMissing(context: Context, additions: readonly Addition[]): Promise<number> {
  let added = 0;
  for (let start = 0; start < additions.length; start += additionsTogether) {
    const part = additions.slice(start, start + additionsTogether);
    const keys = part.flatMap((addition) => addition.keys);
    const items = await getItems<Key>(context, keys, { ProjectionExpression: 'pk, sk' });
    const existing = new Set(items.flatMap((item) => (item ? [itemName(item)] : [])));
    const missing = part.filter((addition) => !addition.keys.some((key) => existing.has(itemName(key))));
    if (missing.length === 0) continue;
    const together = missing.flatMap(({ actions }) => actions);
    if (await wasWritten(context, together)) added += missing.length;
    else for (const { actions } of missing) if (await wasWritten(context, actions)) added += 1;
  }
  return added;
}

/** Notes for every third contact. Contacts that couldn't be added are skipped. */
function demoNotesOf(context: Context, { notes }: DemoContent, contacts: readonly AnyRecord[]): Addition[] {
  const random = seededRandom(7);
  const byId = new Map(contacts.map((record) => [record.id, record]));
  return Array.from({ length: Math.ceil(contactsMade / noteEvery) }).flatMap((_, index) => {
    const body = `${pick(random, notes)}.`;
    const pinned = random() < 0.1;
    const record = byId.get(derivedId(context.orgId, `contact ${index * noteEvery}`));
    if (!record) return [];
    const key = keyOf(contactRecords, context.orgId, record.id);
    const parent = { definition: contactRecords, record, key };
    const note = {
      id: derivedId(context.orgId, `note ${record.id}`),
      version: 1,
      body,
      pinned,
      authorId: context.actor.userId,
      createdAt: record.createdAt,
    };
    const then = { ...context, now: record.createdAt };
    return [
      {
        keys: [noteKey(key, note.id), pinnedNoteKey(key, note.id)],
        actions: [parentExists(parent), ...noteActions(then, parent, note, undefined, 'created', [])],
      },
    ];
  });
}
