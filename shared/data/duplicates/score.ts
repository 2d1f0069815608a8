import { nameSimilarity } from './name-similarity.ts';
import { companyDomain } from './shared-domain.ts';
import type { Aspect, Subject, Trait } from './subject.ts';

/** Why two records could be duplicates, or why not. The weights of all reasons add up to the score. */
export interface Reason {
  field: string;
  kind: 'same' | 'similar' | 'different';
  weight: number;
}

export interface Score {
  /** From 0 to 100, which only records with the same name and the same identifier have. */
  score: number;
  reasons: Reason[];
}

/** From this score on, records are worth a look. */
export const possibleDuplicate = 50;
/** From this score on, records hardly ever belong to different people or companies. */
export const likelyDuplicate = 80;

/**
 * The weight of equal and of contradicting values. An identifier alone reaches `possibleDuplicate` even if names differ,
 * except for phone numbers, which colleagues and families share.
 */
export const weights: Record<Aspect, { same: number; different: number }> = {
  nationalId: { same: 90, different: -60 },
  email: { same: 80, different: -10 },
  phones: { same: 50, different: -5 },
  // Many people have the same name, but hardly any companies.
  personName: { same: 40, different: -30 },
  companyName: { same: 60, different: -30 },
  employer: { same: 25, different: -10 },
  employerName: { same: 25, different: -10 },
  website: { same: 40, different: -10 },
  city: { same: 5, different: -10 },
};

const identifiers = new Set<Aspect>(['nationalId', 'email', 'phones']);
const names = new Set<Aspect>(['personName', 'companyName']);

/** How likely it is that two records of one type are duplicates. */
export function scoreOf(one: Subject, other: Subject): Score {
  const compared = one.flatMap((trait) => {
    const match = other.find(({ field }) => field === trait.field);
    return match ? [{ aspect: trait.aspect, reason: compare(trait, match) }] : [];
  });
  const reasons = compared.map(({ reason }) => reason);
  const hasSame = (aspects: Set<Aspect>) =>
    compared.some(({ aspect, reason }) => aspects.has(aspect) && reason.kind === 'same');
  const isCertain = hasSame(identifiers) && hasSame(names) && reasons.every(({ kind }) => kind === 'same');
  const sum = reasons.reduce((total, { weight }) => total + weight, 0);
  return { score: Math.min(Math.max(sum, 0), isCertain ? 100 : 99), reasons };
}

function compare({ field, aspect, values }: Trait, { values: others }: Trait): Reason {
  const similarity = similarities[aspect](values, others);
  const { same, different } = weights[aspect];
  if (similarity === 1) return { field, kind: 'same', weight: same };
  if (similarity > 0) return { field, kind: 'similar', weight: Math.round(same * similarity) };
  return { field, kind: 'different', weight: different };
}

type Similarity = (one: readonly string[], other: readonly string[]) => number;

const sharedValue: Similarity = (one, other) => (one.some((value) => other.includes(value)) ? 1 : 0);

/** How similar two addresses of one company are, which don’t contradict each other. */
export const sameCompany = 0.2;

const emailSimilarity: Similarity = ([one = ''], [other = '']) => {
  if (one === other) return 1;
  const domain = companyDomain(one);
  return domain !== undefined && domain === companyDomain(other) ? sameCompany : 0;
};

const similarities: Record<Aspect, Similarity> = {
  personName: nameSimilarity,
  companyName: nameSimilarity,
  nationalId: sharedValue,
  email: emailSimilarity,
  phones: sharedValue,
  employer: sharedValue,
  employerName: nameSimilarity,
  website: sharedValue,
  city: sharedValue,
};
