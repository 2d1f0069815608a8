import type { Deal } from '#contract/records/deal.ts';
import type { Organization } from '#contract/organization.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { contactRecords } from '#data/records/contact.ts';
import { recordFrom } from '#data/records/stored.ts';
import { lookupTermsOf } from '#data/values/searched.ts';

/** A table item of any kind. */
export type Item = Record<string, any> & { pk: string; sk: string };

/** A projection, expected or stored: counts by counter and attribute, and lookup terms by key. */
export interface Projection {
  counts: Map<string, number>;
  lookups: Map<string, string>;
}

/**
 * Recounts lookup terms and counters from the records with plain code that shares only the definition of the records
 * with the projection. Returns the differences from the table.
 */
export function recountDifferences(
  items: readonly Item[],
  definition: RecordDefinition = contactRecords,
): string[] {
  const expected = recounted(items, definition);
  const stored = storedProjection(items, definition);
  return [
    ...unequal('count', expected.counts, stored.counts),
    ...unequal('word', expected.lookups, stored.lookups),
  ];
}

function recounted(items: readonly Item[], definition: RecordDefinition): Projection {
  const projection: Projection = { counts: new Map(), lookups: new Map() };
  const zones = new Map<string, string>();
  const organizations = new Map<string, Organization>();
  for (const item of items) {
    if (item.kind === 'organization') {
      const organization = JSON.parse(item.data) as Organization;
      zones.set(organization.id, organization.timeZone);
      organizations.set(organization.id, organization);
    }
  }
  for (const item of items) {
    if (item.kind !== 'record' || item.type !== definition.type.name) continue;
    const record = recordFrom(definition, item as never);
    if (record.deletedAt) continue;
    countRecord(projection.counts, definition, item.org, record, zones.get(item.org) ?? 'UTC');
    const organization = organizations.get(item.org);
    if (item.type === 'deal' && organization) sumDeal(projection.counts, organization, record as never);
    expectLookups(projection.lookups, definition, item.org, record);
  }
  return projection;
}

function countRecord(
  counts: Map<string, number>,
  definition: RecordDefinition,
  org: string,
  record: AnyRecord,
  timeZone: string,
): void {
  const day = new Date(record.createdAt).toLocaleDateString('sv-SE', { timeZone });
  const [month, date] = [day.slice(0, 7), day.slice(8)];
  const add = (group: string, attribute: string) => {
    const name = `ORG#${org}#COUNT#${definition.type.name} ${group} ${attribute}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const group of ['all', `owner#${String(record.ownerId ?? 'none')}`]) {
    add(group, 'n');
    add(group, `v_${String(record[definition.countedBy] ?? 'none')}`);
    if (countedByDay.includes(definition.type.name)) add(`${group}#month#${month}`, `d${date}`);
    if (definition.type.name !== 'lead' || record.closedAt === undefined) continue;
    const closedOn = new Date(record.closedAt as string).toLocaleDateString('sv-SE', { timeZone });
    add(`${group}#month#${closedOn.slice(0, 7)}`, 'closed');
  }
}

/** The types whose growth the dashboard shows. */
const countedByDay: readonly string[] = ['contact', 'customer', 'lead'];

/** Adds a deal to the sums of its stage, its month if it is won, and its customer, in the organization's currency. */
function sumDeal(counts: Map<string, number>, organization: Organization, deal: Deal & AnyRecord): void {
  const { id: org, currency, pipelines, timeZone } = organization;
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const meaning = stages.find(({ id }) => id === deal.stageId)?.meaning;
  const { value, exchangeRate = 0 } = deal;
  // This is correct only if both currencies have the same number of decimals.
  const rate = value?.currency === currency ? 1 : exchangeRate;
  const minor = Math.round((value?.amountMinor ?? 0) * rate);
  const month =
    deal.closedAt && new Date(deal.closedAt).toLocaleDateString('sv-SE', { timeZone }).slice(0, 7);
  for (const owner of ['', `#owner#${deal.ownerId ?? 'none'}`]) {
    const add = (group: string, attribute: string, amount: number) => {
      const name = `ORG#${org}#COUNT#deal ${group}${owner} ${attribute}`;
      if (amount !== 0) counts.set(name, (counts.get(name) ?? 0) + amount);
    };
    add(`sums#${deal.pipelineId}`, `n_${deal.stageId}`, 1);
    add(`sums#${deal.pipelineId}`, `s_${deal.stageId}`, minor);
    if (deal.probability !== undefined && meaning === 'open') {
      add(`sums#${deal.pipelineId}`, `o_${deal.stageId}`, minor);
      add(`sums#${deal.pipelineId}`, `w_${deal.stageId}`, minor * deal.probability);
    }
    if (meaning === 'won' && month) {
      add(`won#${month.slice(0, 4)}`, `n_${month}`, 1);
      add(`won#${month.slice(0, 4)}`, `s_${month}`, minor);
    }
    // Each customer has a counter of all its deals, and one per owner for the deals that have an owner.
    if (!deal.customerId || (owner !== '' && !deal.ownerId)) continue;
    const ofCustomer = `each#customerId#${deal.customerId}`;
    const name = meaning === 'won' ? `w${month}` : meaning === 'lost' ? 'l' : 'o';
    add(ofCustomer, name, 1);
    if (meaning !== 'lost') add(ofCustomer, meaning === 'won' ? `ws${month}` : 'os', minor);
  }
}

function expectLookups(
  lookups: Map<string, string>,
  definition: RecordDefinition,
  org: string,
  record: AnyRecord,
): void {
  for (const term of lookupTermsOf(definition.search.terms(record))) {
    const beginning = [...term].slice(0, /^[+=]/.test(term) ? 3 : 2).join('');
    const { name } = definition.type;
    const key = `ORG#${org}#W##${beginning} ${term}#${name}#${record.id}`;
    lookups.set(key, attributesOf({ kind: 'word', type: name, id: record.id }));
  }
}

/** The attributes of a lookup term besides its key. Those of earlier versions have more. */
const attributesOf = (item: object): string => JSON.stringify(Object.entries(item).sort());

function storedProjection(items: readonly Item[], { type }: RecordDefinition): Projection {
  const projection: Projection = { counts: new Map(), lookups: new Map() };
  for (const { pk, sk, ...rest } of items) {
    // Analytics are compared in `analytics-recount.ts`.
    const isOfAnalytics = /^(facts|ranked|sold)#/.test(sk);
    if (pk.endsWith(`#COUNT#${type.name}`) && !isOfAnalytics) {
      for (const [attribute, value] of Object.entries(rest)) {
        // Version 0.3 also counted records by tag, customer and custom value.
        if (sk.startsWith('each#') && attribute === 'n') continue;
        // Large sums are stored in two parts: attributes ending in `#h` count hundreds of millions.
        const [name = '', part] = attribute.split('#');
        const key = `${pk} ${sk} ${name}`;
        const amount = (value as number) * (part === 'h' ? 100_000_000 : 1);
        const sum = (projection.counts.get(key) ?? 0) + amount;
        if (sum === 0) projection.counts.delete(key);
        else projection.counts.set(key, sum);
      }
    }
    if (rest.kind === 'word' && rest.type === type.name)
      projection.lookups.set(`${pk} ${sk}`, attributesOf(rest));
  }
  return projection;
}

function unequal<T>(what: string, expected: Map<string, T>, stored: Map<string, T>): string[] {
  const names = new Set([...expected.keys(), ...stored.keys()]);
  return [...names].flatMap((name) => {
    const [computed, found] = [expected.get(name), stored.get(name)];
    return computed === found ? [] : [`${what} ${name}: ${String(found)} and not ${String(computed)}`];
  });
}
