import * as z from 'zod/mini';
import { line, named } from './field.ts';
import { limits } from './limits.ts';

const points = z.int().check(z.gte(0), z.lte(100));

/** Points for the details of a lead. A score is at most 100. A source that is not in `sources` gets no points. */
export const leadWeights = z.strictObject({
  email: points,
  phone: points,
  company: points,
  jobTitle: points,
  /** Points by source id. */
  sources: named(line(40), points, limits.statusesPerList),
  /**
   * Points for estimated values above thresholds. `aboveMinor` is in minor units of the organization's currency. If a
   * value exceeds several thresholds, only the largest number of points counts.
   */
  values: z.array(z.strictObject({ aboveMinor: z.int().check(z.gte(0)), points })).check(z.maxLength(6)),
});
export type LeadWeights = z.infer<typeof leadWeights>;

export const defaultLeadWeights: LeadWeights = {
  email: 10,
  phone: 10,
  company: 15,
  jobTitle: 10,
  sources: { referral: 25, partner: 20, website: 15 },
  values: [
    { aboveMinor: 10_000_000, points: 20 },
    { aboveMinor: 5_000_000, points: 15 },
    { aboveMinor: 1_000_000, points: 10 },
  ],
};

/** The details of a lead that determine its score. */
export interface ScoredLead {
  email?: string | undefined;
  phones?: readonly unknown[] | undefined;
  company?: string | undefined;
  jobTitle?: string | undefined;
  sourceId?: string | undefined;
  estimatedValue?: { amountMinor: number; currency?: string } | undefined;
}

export interface ScorePart {
  field: 'email' | 'phones' | 'company' | 'jobTitle' | 'sourceId' | 'estimatedValue';
  points: number;
}

/**
 * The parts of a lead's score that are above zero, in the order of the lead form. Thresholds are in the organization's
 * currency; values in other currencies score zero.
 */
export function scoreParts(lead: ScoredLead, weights: LeadWeights, currency?: string): ScorePart[] {
  const { estimatedValue } = lead;
  const isForeign = currency !== undefined && (estimatedValue?.currency ?? currency) !== currency;
  const value = isForeign ? 0 : (estimatedValue?.amountMinor ?? 0);
  const reached = weights.values.filter(({ aboveMinor }) => value > aboveMinor).map((bound) => bound.points);
  const parts: ScorePart[] = [
    { field: 'email', points: lead.email ? weights.email : 0 },
    { field: 'phones', points: lead.phones?.length ? weights.phone : 0 },
    { field: 'company', points: lead.company ? weights.company : 0 },
    { field: 'jobTitle', points: lead.jobTitle ? weights.jobTitle : 0 },
    { field: 'sourceId', points: pointsOf(weights.sources, lead.sourceId) },
    { field: 'estimatedValue', points: Math.max(0, ...reached) },
  ];
  return parts.filter((part) => part.points > 0);
}

/** Source ids are user input, so inherited properties must not match. */
function pointsOf(sources: LeadWeights['sources'], sourceId: string | undefined): number {
  return sourceId !== undefined && Object.hasOwn(sources, sourceId) ? (sources[sourceId] ?? 0) : 0;
}

/** The sum of all parts, at most 100. */
export function scoreLead(lead: ScoredLead, weights: LeadWeights, currency?: string): number {
  return Math.min(
    100,
    scoreParts(lead, weights, currency).reduce((sum, part) => sum + part.points, 0),
  );
}
