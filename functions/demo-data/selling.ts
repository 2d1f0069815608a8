import type { Deal } from '#contract/records/deal.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Contact } from '#contract/records/contact.ts';
import type { Customer } from '#contract/records/customer.ts';
import type { Organization, Pipeline } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import { limits } from '#contract/limits.ts';
import { nextVersion } from '#data/store/next-version.ts';
import { differences } from '#data/store/change.ts';
import type { Context } from '#data/organization/context.ts';
import { loadOrganization, rememberSettings } from '#data/organization/settings.ts';
import { organizationActions } from '#data/organization/settings-actions.ts';
import { positionOfNew } from '#data/values/position.ts';
import { customerRecords } from '#data/records/customer.ts';
import { dealRecords } from '#data/records/deal.ts';
import { leadRecords } from '#data/records/lead.ts';
import { transact } from '#data/store/transact.ts';
import { fold } from '#data/values/search-terms.ts';
import { demoAmountMinor } from './amount.ts';
import { companyDetails } from './company-details.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { demoPerson, demoPhones, regionOf } from './person.ts';
import { atWork } from './hours.ts';
import { dayMs, daysBefore, demoInstant, pick, seededRandom, type Random } from './random.ts';
import { addRecords } from './records.ts';
import type { DemoContent } from './content/content.ts';
import type { WorkTime } from './work-time.ts';

const customersMade = 120;
const leadsMade = 300;
const dealsMade = 200;

/** Possible owners and tags of demo records, and the demo content. */
export interface Choices {
  owners: readonly string[];
  tagIds: readonly string[];
  content: DemoContent;
}

type Added<R> = Promise<{ added: number; records: R[] }>;

/** The name of a demo company. With 25 first and 15 second words, the first 375 indexes give different names. */
function companyName({ companies: { first, second } }: DemoContent, index: number): string {
  return `${first[index % first.length] ?? ''} ${second[(index * 7 + Math.floor(index / first.length)) % second.length] ?? ''}`;
}

function shared(random: Random, { owners, tagIds }: Choices): Record<string, unknown> {
  const tags = [...new Set(Array.from({ length: Math.floor(random() * 2.6) }, () => pick(random, tagIds)))];
  return {
    ...(random() < 0.9 && owners.length > 0 ? { ownerId: pick(random, owners) } : {}),
    ...(tags.length > 0 ? { tagIds: tags } : {}),
  };
}

/** The id of a random status or source in use. Earlier ones are more likely. */
function listed(
  random: Random,
  entries: readonly { id: string; retired?: boolean | undefined }[],
): string | undefined {
  const used = entries.filter(({ retired }) => !retired);
  return used[Math.floor(random() ** 1.6 * used.length)]?.id;
}

/** Ids of the demo customers, for records that refer to them. */
export const demoCustomerIds = ({ orgId }: Context): string[] =>
  Array.from({ length: customersMade }, (_, index) => derivedId(orgId, `customer ${index}`));

/** Ids of the demo deals. */
export const demoDealIds = ({ orgId }: Context): string[] =>
  Array.from({ length: dealsMade }, (_, index) => derivedId(orgId, `deal ${index}`));

export function addCustomers(context: Context, choices: Choices, time: WorkTime): Added<Customer> {
  const random = seededRandom(120);
  const { content } = choices;
  const inputs = demoCustomerIds(context).map((id, index) => {
    const region = regionOf(random, content);
    const isPerson = random() < 0.15;
    const person = demoPerson(random, content);
    const name = isPerson
      ? [person.firstName, person.lastName].filter(Boolean).join(' ')
      : companyName(content, index);
    const domain = pick(random, region.domains);
    const input = {
      name,
      statusId: listed(random, context.settings.customerStatuses),
      ...(random() < 0.8 ? { email: `office${index}@${domain}` } : {}),
      ...(random() < 0.8 ? { phones: demoPhones(random, region) } : {}),
      ...(!isPerson && random() < 0.7 ? { website: `https://www.${domain}` } : {}),
      ...(isPerson ? professionOf(random, content, context) : companyDetails(id, region.country)),
      city: pick(random, region.cities),
      country: region.country,
      // Their addresses don't exist.
      paymentReminders: false,
      ...shared(random, choices),
    };
    return { id, at: atWork(random, demoInstant(random, context.now), context), input };
  });
  return addRecords(context, customerRecords, inputs, time);
}

export function addLeads(
  context: Context,
  choices: Choices,
  contacts: readonly Contact[],
  customers: readonly Customer[],
  time: WorkTime,
): Added<Lead> {
  const random = seededRandom(300);
  const { content } = choices;
  const { currency, leadStatuses, leadSources } = context.settings;
  const results = conversionsOf(contacts, customers);
  const inputs = Array.from({ length: leadsMade }, (_, index) => {
    const { region: _region, ...person } = demoPerson(random, content);
    const at = atWork(random, demoInstant(random, context.now), context);
    const guess = demoAmountMinor(content.worth * (200 + random() ** 3 * 8_000), currency);
    const known = {
      ...person,
      ...(random() < 0.75 ? { company: companyName(content, index + 40) } : {}),
      ...(random() < 0.9 ? { sourceId: listed(random, leadSources) } : {}),
      statusId: listed(random, leadStatuses),
      ...(random() < 0.7
        ? {
            estimatedValue: {
              amountMinor: demoAmountMinor(content.worth * (100 + random() ** 3 * 150_000), currency),
              currency,
            },
          }
        : {}),
    };
    const budget = known.estimatedValue?.amountMinor ?? guess;
    const input = {
      ...known,
      ...(random() < 0.4 ? { budgetMin: { amountMinor: (budget * 4) / 5, currency } } : {}),
      ...(random() < 0.4 ? { budgetMax: { amountMinor: (budget * 6) / 5, currency } } : {}),
      ...(random() < 0.2 ? { propertyInterest: pick(random, content.interests) } : {}),
      ...shared(random, choices),
    };
    const id = derivedId(context.orgId, `lead ${index}`);
    return { id, at, input: { ...input, ...outcome(context, content, random, input.statusId, at, results) } };
  });
  return addRecords(context, leadRecords, inputs, time);
}

/** The records a lead can be converted to, and the time since which both exist. */
interface Conversion {
  since: string;
  contactId: string;
  customerId: string;
}

function conversionsOf(contacts: readonly Contact[], customers: readonly Customer[]): Conversion[] {
  const madeAt = new Map(customers.map(({ id, createdAt }) => [id, createdAt]));
  return contacts.flatMap(({ id, createdAt, customerId }) => {
    const customerMadeAt = madeAt.get(String(customerId));
    if (customerMadeAt === undefined) return [];
    const since = createdAt > customerMadeAt ? createdAt : customerMadeAt;
    return [{ since, contactId: id, customerId: String(customerId) }];
  });
}

/** The fields that a lead's status implies: its conversion, or the reason it was disqualified. */
function outcome(
  context: Context,
  content: DemoContent,
  random: Random,
  statusId: string | undefined,
  at: string,
  results: readonly Conversion[],
): Record<string, unknown> {
  const meaning = context.settings.leadStatuses.find(({ id }) => id === statusId)?.meaning;
  if (meaning === 'disqualified') return { disqualifiedReason: pick(random, content.lostReasons) };
  if (meaning !== 'won' || results.length === 0) return {};
  const later = results.filter(({ since }) => since >= at);
  const { since, contactId, customerId } = pick(random, later.length > 0 ? later : results);
  // If the lead is older than one of the records, the conversion is dated when the newer record was created. Otherwise,
  // it has a random time after the lead's creation.
  const age = Date.parse(context.now) - Date.parse(at);
  const afterwards = atWork(random, Date.parse(at) + random() * age, context, at);
  return { convertedAt: since >= at ? since : afterwards, contactId, customerId };
}

/** Adds a second pipeline unless the organization has more than one, including archived ones. */
export async function withSecondPipeline(
  context: Context,
  { secondPipeline }: DemoContent,
): Promise<Context> {
  const before = await loadOrganization(context, context.orgId);
  const used = before.pipelines.filter(({ retired }) => !retired);
  if (before.pipelines.length > 1 || used.length >= limits.pipelinesPerOrganization)
    return { ...context, settings: before };
  const pipelines = [...before.pipelines, pipelineOf(secondPipeline, used[0])];
  const after: Organization = { ...before, pipelines, ...nextVersion(before, context) };
  await transact(
    context,
    organizationActions(context, before, after, differences(before, after, ['pipelines'])),
  );
  rememberSettings(after);
  return { ...context, settings: after };
}

const stageColors = ['cyan', 'violet', 'amber'] as const;

/** The content's second pipeline, with the names of the won and lost stages of the first one. */
function pipelineOf(
  { id, name, stages }: DemoContent['secondPipeline'],
  first: Pipeline | undefined,
): Pipeline {
  const end = (meaning: 'won' | 'lost', otherwise: string) => ({
    id: `${id}-${meaning}`,
    name: first?.stages.find((stage) => stage.meaning === meaning)?.name ?? otherwise,
    meaning,
  });
  return {
    id,
    name,
    stages: [
      ...stages.map(([stage, probability], index): Stage => ({
        id: `${id}-${fold(stage).replace(/\W+/g, '-')}`,
        name: stage,
        color: stageColors[index % stageColors.length] ?? 'cyan',
        probability,
        meaning: 'open',
      })),
      { ...end('won', 'Won'), color: 'green', probability: 100 },
      { ...end('lost', 'Lost'), color: 'gray', probability: 0 },
    ],
  };
}

export function addDeals(
  context: Context,
  choices: Choices,
  customers: readonly Customer[],
  contacts: readonly Contact[],
  time: WorkTime,
): Added<Deal> {
  const random = seededRandom(200);
  const { content } = choices;
  const [first, second = first] = context.settings.pipelines.filter(({ retired }) => !retired);
  if (!first || !second) return Promise.resolve({ added: 0, records: [] });
  const inputs = demoDealIds(context).map((id) => {
    const pipeline = random() < 0.7 ? first : second;
    const way = demoWay(context, content, random, pipeline, id);
    const customer = pick(random, known(customers, way.at));
    const people = known(contacts, way.at)
      .filter(({ customerId }) => customerId === customer.id)
      .slice(0, 2);
    const input = {
      title: `${customer.name}: ${pick(random, content.products)}`.slice(0, 160),
      ...demoValue(random, content.worth, context.settings.currency),
      customerId: customer.id,
      ...(people.length > 0 ? { contactIds: people.map((person) => person.id) } : {}),
      pipelineId: pipeline.id,
      ...way.input,
      ...shared(random, choices),
    };
    return { id, at: way.at, input };
  });
  return addRecords(context, dealRecords, inputs, time);
}

/** Records that exist at `at`, or only the first record if none do. */
function known<R extends { createdAt: string }>(records: readonly R[], at: string): readonly R[] {
  const older = records.filter(({ createdAt }) => createdAt <= at);
  return older.length > 0 ? older : records.slice(0, 1);
}

/** The value of a deal. In organizations that use US dollars, some values are in euros, with an exchange rate. */
function demoValue(random: Random, worth: number, currency: string): Record<string, unknown> {
  const amountMinor = demoAmountMinor(worth * (500 + random() ** 3 * 90_000), currency);
  if (random() > 0.08 || currency !== 'USD') return { value: { amountMinor, currency } };
  return { value: { amountMinor, currency: 'EUR' }, exchangeRate: 1.08 };
}

/**
 * Stage, dates and related values of a deal. About 40% of the deals are closed, and some of the others have been in
 * their stage for weeks.
 */
function demoWay(
  context: Context,
  content: DemoContent,
  random: Random,
  { stages }: Pipeline,
  id: string,
): { at: string; input: Record<string, unknown> } {
  const open = stages.filter(({ meaning, retired }) => meaning === 'open' && !retired);
  const stage = open[Math.floor(random() ** 1.3 * open.length)];
  const draw = random();
  const end = stages.find(({ meaning }) => meaning === (draw < 0.25 ? 'won' : 'lost'));
  const isClosed = draw < 0.4 && end !== undefined;
  const ageDays = isClosed ? 20 + random() * 330 : 2 + random() * 90;
  const at = atWork(random, daysBefore(context.now, ageDays), context);
  const restDays = isClosed ? random() * (ageDays - 10) : random() ** 2 * ageDays;
  const moved = atWork(random, daysBefore(context.now, restDays), context, at);
  const stageSince = moved > at ? moved : at;
  const expected = new Date(Date.parse(stageSince) + (isClosed ? 0 : (random() * 90 - 10) * dayMs));
  const before = {
    stageSeconds: { [open[0]?.id ?? '']: Math.round((Date.parse(stageSince) - Date.parse(at)) / 1000) },
  };
  const closing = isClosed
    ? {
        closedAt: stageSince,
        openStageId: open.at(-1)?.id,
        ...(end.meaning === 'lost' ? { lostReason: pick(random, content.lostReasons) } : {}),
      }
    : {};
  return {
    at,
    input: {
      stageId: isClosed ? end.id : stage?.id,
      stageSince,
      position: positionOfNew(stageSince, id),
      ...(isClosed || stage !== open[0] ? before : {}),
      ...(!isClosed && random() < 0.1 ? { probability: 5 * Math.floor(random() * 20) } : {}),
      ...(random() < 0.9 ? { expectedCloseDate: expected.toISOString().slice(0, 10) } : {}),
      ...closing,
    },
  };
}

/** What a person does, which only the preset that shows it needs. The random numbers are the same with any preset. */
function professionOf(random: Random, { professions }: DemoContent, { settings }: Context): object {
  const profession = pick(random, professions);
  return settings.presetId === 'voiceAgency' ? { profession } : {};
}
