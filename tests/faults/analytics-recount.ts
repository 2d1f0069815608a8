import type { Activity } from '#contract/logged-activity.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Lead } from '#contract/records/lead.ts';
import type { Organization } from '#contract/organization.ts';
import type { AnyRecord } from '#data/records/definition.ts';

/** The input of a recount: the final state of the organization, its records and its activities. */
export interface Everything {
  organization: Organization;
  records: { type: string; record: AnyRecord }[];
  activities: Activity[];
}

/**
 * Recounts analytics with plain code that shares no functions with the product. Keys of the result consist of family
 * (`d` for deals, `l` for leads …), part (such as the pipeline), owner, day and name of the amount. Amounts are BigInt,
 * so that sums of money stay exact.
 */
export function recountFacts({ organization, records, activities }: Everything): Map<string, bigint> {
  const { timeZone, currency, pipelines, leadStatuses } = organization;
  const sums = new Map<string, bigint>();
  const dayOf = (instant: string) => new Date(instant).toLocaleDateString('sv-SE', { timeZone });
  const add = (
    [family, part, owner, day]: [string, string, string | undefined, string],
    amounts: Record<string, number>,
  ) => {
    for (const who of ['all', owner ?? 'none'])
      for (const [name, amount] of Object.entries(amounts)) {
        const key = [family, part, who, day, name].join(' ');
        if (amount !== 0) sums.set(key, (sums.get(key) ?? 0n) + BigInt(amount));
      }
  };
  const addDeal = (deal: Deal & AnyRecord) => {
    const pipeline = pipelines.find(({ id }) => id === deal.pipelineId)!;
    const stage = pipeline.stages.find(({ id }) => id === deal.stageId)!;
    const rate = deal.value?.currency === currency ? 1 : (deal.exchangeRate ?? 0);
    const minor = Math.round((deal.value?.amountMinor ?? 0) * rate);
    const { ownerId } = deal;
    const made = dayOf(deal.createdAt);
    add(['d', pipeline.id, ownerId, made], { c: 1, cs: minor });
    const visited = [deal.stageId, deal.openStageId, ...Object.keys(deal.stageSeconds ?? {})];
    const open = pipeline.stages.filter(({ meaning, retired }) => meaning === 'open' && !retired);
    const reached = open.filter(({ id }) => visited.includes(id)).at(-1) ?? open[0]!;
    add(['f', stage.meaning === 'won' ? stage.id : reached.id, ownerId, made], { n: 1, s: minor });
    if (stage.meaning === 'won') {
      const seconds = Math.max(0, (+new Date(deal.closedAt!) - +new Date(deal.createdAt)) / 1000);
      const until = dayOf(deal.closedAt!);
      const before = activities.filter(({ recordId, date }) => recordId === deal.id && dayOf(date) <= until);
      const won = { w: 1, ws: minor, wt: Math.floor(seconds), wa: before.length };
      add(['d', pipeline.id, ownerId, until], won);
    } else if (stage.meaning === 'lost')
      add(['d', pipeline.id, ownerId, dayOf(deal.closedAt!)], { l: 1, ls: minor });
    else {
      const own = deal.probability === undefined ? {} : { o: minor, p: minor * deal.probability };
      const month = deal.expectedCloseDate?.slice(0, 7) ?? '0000-00';
      add(['x', stage.id, ownerId, `${month}-00`], { n: 1, s: minor, ...own });
    }
    if (!deal.customerId) return;
    const part = `${deal.customerId}/${pipeline.id}`;
    if (stage.meaning === 'won') add(['k', part, ownerId, dayOf(deal.closedAt!)], { w: 1, ws: minor });
    else if (stage.meaning === 'lost') add(['k', part, ownerId, 'lost'], { l: 1 });
    else add(['k', part, ownerId, 'open'], { o: 1, os: minor });
  };
  const addLead = (lead: Lead & AnyRecord) => {
    const dates = activities.filter(({ recordId }) => recordId === lead.id).map(({ date }) => date);
    const first = dates.sort()[0];
    const meaning = leadStatuses.find(({ id }) => id === lead.statusId)?.meaning;
    const counted = { n: 1, v: lead.convertedAt ? 1 : 0 };
    const more = {
      x: meaning === 'lost' || meaning === 'disqualified' ? 1 : 0,
      r: first ? 1 : 0,
      rt: first ? Math.max(0, Math.floor((+new Date(first) - +new Date(lead.createdAt)) / 1000)) : 0,
    };
    const day = dayOf(lead.createdAt);
    add(['l', '', lead.ownerId, day], { ...counted, ...more });
    add(['s', lead.sourceId ?? 'none', lead.ownerId, day], { ...counted, ...more });
  };
  for (const { type, record } of records) {
    if (record.deletedAt) continue;
    if (type === 'deal') addDeal(record as never);
    if (type === 'lead') addLead(record as never);
    if (type === 'customer')
      add(['c', String(record.statusId), record.ownerId as string, dayOf(record.createdAt)], { n: 1 });
  }
  for (const { kind, date, durationMinutes, userId } of activities)
    add(['a', kind, userId, dayOf(date)], { [kind[0] ?? '']: 1, s: durationMinutes ?? 0 });
  return sums;
}

type Item = Record<string, unknown> & { pk: string; sk: string };

const sized = (amount: unknown, size: string | undefined): bigint =>
  BigInt(amount as number) * (size === 'h' ? 100_000_000n : 1n);

/**
 * The amounts in an item of one customer: a counter of its deals, or its won deals in a year. Other items have none.
 */
function customerAmounts(
  pk: string,
  sk: string,
  { g7pk, g7sk, ...attributes }: Record<string, unknown>,
): [key: string, amount: bigint][] {
  const [mark, ...names] = sk.split('#');
  if (mark === 'each' && names[0] === 'customerId') {
    const [, customer, , owner = 'all'] = names;
    return Object.entries(attributes).flatMap(([attribute, amount]) => {
      const [name = '', size] = attribute.split('#');
      if (name === 'n') return [];
      const month = name.startsWith('w') ? name.replace(/^ws?/, '') : '';
      const key = ['each', customer, owner, month, name.slice(0, name.length - month.length)];
      return [[key.join(' '), sized(amount, size)] as [string, bigint]];
    });
  }
  if (mark !== 'ranked') return [];
  const [year, list, customer, owner, pipeline] = names;
  const dimensions = [list, customer, owner, pipeline];
  if (g7pk !== `${pk}#${year}#${list}`) return [[`not in its list: ${sk}`, 1n]];
  return [
    [['sum', ...dimensions, year].join(' '), BigInt((g7sk as number | undefined) ?? 0)],
    ...Object.entries(attributes).map(([attribute, amount]): [string, bigint] => {
      const [name, size] = attribute.slice(4).split('#');
      const day = `${year}-${attribute.slice(0, 2)}-${attribute.slice(2, 4)}`;
      return [['ranked', ...dimensions, day, name].join(' '), sized(amount, size)];
    }),
  ];
}

/** Lists the differences between rollups and a recount: by day in rollups of a month, by month in rollups of a year. */
export function analyticsDifferences(items: readonly Item[], everything: Everything): string[] {
  const exact = recountFacts(everything);
  const expected = new Map<string, bigint>();
  for (const [key, amount] of exact) {
    const [family = '', part = '', who = '', day = '', name = ''] = key.split(' ');
    const put = (at: string, grain: string) => {
      const to = [family, part, who, at, grain, name].join(' ');
      expected.set(to, (expected.get(to) ?? 0n) + amount);
    };
    const isOfAll = who === 'all';
    if (family === 'k') {
      // A customer has totals. Its won deals are also summed by day, in the list of the organization and in the list of
      // the owner.
      const [customer = ''] = part.split('/');
      const month = name.startsWith('w') ? day.slice(0, 7) : '';
      const each = ['each', customer, who, month, name].join(' ');
      if (who !== 'none') expected.set(each, (expected.get(each) ?? 0n) + amount);
      if (!name.startsWith('w') || isOfAll) continue;
      for (const list of ['', who]) {
        const ranked = ['ranked', list, customer, who, part.split('/')[1], day, name].join(' ');
        expected.set(ranked, amount);
        const year = ['sum', list, customer, who, part.split('/')[1], day.slice(0, 4)].join(' ');
        if (name === 'ws') expected.set(year, (expected.get(year) ?? 0n) + amount);
      }
      continue;
    }
    if (isOfAll && family === 'l') continue;
    if (!isOfAll && family === 's' && !['n', 'v'].includes(name)) continue;
    if (family !== 'x') put(day, 'day');
    if (!isOfAll || ['f', 's', 'x'].includes(family)) put(day.slice(0, 7), 'month');
  }
  for (const { userId } of everything.activities)
    for (const group of ['all', `owner#${userId}`])
      expected.set(`activities ${group}`, (expected.get(`activities ${group}`) ?? 0n) + 1n);
  const stored = new Map<string, bigint>();
  const count = (key: string, more: bigint) => {
    const sum = (stored.get(key) ?? 0n) + more;
    if (sum === 0n) stored.delete(key);
    else stored.set(key, sum);
  };
  for (const { pk, sk, ...attributes } of items) {
    for (const [key, more] of customerAmounts(pk, sk, attributes)) count(key, more);
    if (pk.endsWith('#COUNT#activity') && attributes.n)
      count(`activities ${sk}`, BigInt(Number(attributes.n)));
    if (!sk.startsWith('facts#')) continue;
    const [, family = '', mark = '', period = '', ...rest] = sk.split('#');
    const isOfAll = mark === mark.toUpperCase();
    const [who = '', part = ''] = isOfAll ? ['all', rest[0]] : rest;
    for (const [attribute, amount] of Object.entries(attributes)) {
      const [name = '', size] = attribute.slice(2).split('#');
      const at = `${period}-${attribute.slice(0, 2)}`;
      const grain = mark.toLowerCase() === 'm' ? 'day' : 'month';
      const key = [family, part, who, at, grain, name].join(' ');
      count(key, sized(amount, size));
    }
  }
  const keys = [...new Set([...expected.keys(), ...stored.keys()])];
  return keys
    .filter((key) => expected.get(key) !== stored.get(key))
    .map((key) => `${key}: ${String(stored.get(key))} and not ${String(expected.get(key))}`);
}
