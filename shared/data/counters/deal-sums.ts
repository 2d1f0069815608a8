import { fractionDigits } from '#contract/currency.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Organization } from '#contract/organization.ts';
import type { Stage } from '#contract/stage.ts';
import { dateIn } from '../values/day.ts';
import { ownerGroup, type Tallies } from './groups.ts';
import { noValue } from '../store/keys.ts';

/**
 * Sums of deals are stored so that a stage's probability can change without a recount: for each stage, the sum of all
 * deals, and the sum and weighted sum of deals with their own probability. The stage's probability applies to the other
 * deals. Sums can exceed 2^53, so each amount is stored in two parts: its last eight digits and the digits before them.
 */
const partSize = 100_000_000;

type Summed = Pick<Deal, 'value' | 'exchangeRate' | 'stageId' | 'pipelineId' | 'probability' | 'closedAt'> & {
  ownerId?: string | undefined;
};

/**
 * A deal's value in minor units of the organization's currency. Values in another currency are converted at the deal's
 * exchange rate, and count as zero if the deal has no rate.
 */
export function countedMinor(
  { value, exchangeRate }: Pick<Deal, 'value' | 'exchangeRate'>,
  { currency }: Pick<Organization, 'currency'>,
): number {
  if (!value) return 0;
  if (value.currency === currency) return value.amountMinor;
  const factor = 10 ** (fractionDigits(currency) - fractionDigits(value.currency));
  return Math.round(value.amountMinor * (exchangeRate ?? 0) * factor);
}

/** The group of a pipeline's counters, for all deals or those of one owner. */
export const sumsGroup = (pipelineId: string, ownerId?: string): string =>
  `sums#${pipelineId}${ownerId === undefined ? '' : `#${ownerGroup(ownerId)}`}`;
/** The group that counts the deals won in a year (YYYY) by month, for all deals or those of one owner. */
export const wonGroup = (year: string, ownerId?: string): string =>
  `won#${year}${ownerId === undefined ? '' : `#${ownerGroup(ownerId)}`}`;
export const yearOf = (month: string): string => month.slice(0, 4);

/** A deal's contribution to the counters of its pipeline and, if it is won, of the year in which it was closed. */
export function dealTallies(deal: Summed, settings: Organization): Tallies {
  const { stageId, pipelineId, probability, closedAt } = deal;
  const stage = settings.pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  const minor = countedMinor(deal, settings);
  const isWeighted = probability !== undefined && (stage?.meaning ?? 'open') === 'open';
  const ownerId = deal.ownerId ?? noValue;
  const sums = {
    [`n_${stageId}`]: 1,
    ...amountParts(`s_${stageId}`, minor, 1),
    ...(isWeighted
      ? { ...amountParts(`o_${stageId}`, minor, 1), ...amountParts(`w_${stageId}`, minor, probability) }
      : {}),
  };
  const tallies = { [sumsGroup(pipelineId)]: sums, [sumsGroup(pipelineId, ownerId)]: sums };
  if (stage?.meaning !== 'won' || !closedAt) return tallies;
  const month = dateIn(settings.timeZone, closedAt).slice(0, 7);
  const won = { [`n_${month}`]: 1, ...amountParts(`s_${month}`, minor, 1) };
  const year = yearOf(month);
  return { ...tallies, [wonGroup(year)]: won, [wonGroup(year, ownerId)]: won };
}

/** The two parts of an amount, multiplied by a whole number. Both have its sign. Parts that are zero are left out. */
export function amountParts(name: string, minor: number, times: number): Record<string, number> {
  const high = Math.trunc(minor / partSize) * times;
  const low = (minor % partSize) * times;
  return { ...(high ? { [`${name}#h`]: high } : {}), ...(low ? { [`${name}#l`]: low } : {}) };
}

/** Parses an attribute of a counter: the amount's name without `#h` or `#l`, and what the stored number adds to it. */
export function amountSize(attribute: string, count: number): [name: string, amount: bigint] {
  const [name = '', part] = attribute.split('#');
  return [name, BigInt(count) * (part === 'h' ? BigInt(partSize) : 1n)];
}

type Counter = Readonly<Record<string, number>>;

/** The exact sum of an amount over several counters. */
function amountOf(counters: readonly Counter[], name: string): bigint {
  return counters.reduce(
    (sum, counter) =>
      sum + BigInt(counter[`${name}#h`] ?? 0) * BigInt(partSize) + BigInt(counter[`${name}#l`] ?? 0),
    0n,
  );
}

/** Converts an amount to a number, capped at `Number.MAX_SAFE_INTEGER`. */
export function numberOf(amount: bigint): number {
  return Number(amount > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : amount);
}

export interface StageSums {
  stageId: string;
  count: number;
  sumMinor: number;
  weightedMinor: number;
}

/**
 * A stage's totals from the counters of its pipeline: one counter for all deals, or one per owner. The weighted sum is
 * rounded once, at the end.
 */
export function stageSums(counters: readonly Counter[], { id, probability }: Stage): StageSums {
  const sum = amountOf(counters, `s_${id}`);
  const byStage = sum - amountOf(counters, `o_${id}`);
  const percent = byStage * BigInt(probability) + amountOf(counters, `w_${id}`);
  return {
    stageId: id,
    count: counters.reduce((count, counter) => count + (counter[`n_${id}`] ?? 0), 0),
    sumMinor: numberOf(sum),
    weightedMinor: numberOf((percent + 50n) / 100n),
  };
}

/** Number and value of the deals won in a month (YYYY-MM), from the counters of that year. */
export function wonSums(counters: readonly Counter[], month: string): { count: number; sumMinor: number } {
  return {
    count: counters.reduce((count, counter) => count + (counter[`n_${month}`] ?? 0), 0),
    sumMinor: numberOf(amountOf(counters, `s_${month}`)),
  };
}
