import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  defaultLeadWeights,
  scoreLead,
  scoreParts,
  type LeadWeights,
  type ScoredLead,
} from './lead-score.ts';

const points = fc.integer({ min: 0, max: 100 });
const weightsOf: fc.Arbitrary<LeadWeights> = fc.record({
  email: points,
  phone: points,
  company: points,
  jobTitle: points,
  sources: fc.dictionary(fc.constantFrom('referral', 'website', 'event', 'constructor'), points),
  values: fc.array(fc.record({ aboveMinor: fc.nat(), points }), { maxLength: 6 }),
});
const leadOf: fc.Arbitrary<ScoredLead> = fc.record({
  email: fc.option(fc.constant('a@b.example'), { nil: undefined }),
  phones: fc.option(fc.array(fc.constant({})), { nil: undefined }),
  company: fc.option(fc.constant('Acme'), { nil: undefined }),
  jobTitle: fc.option(fc.constant('CEO'), { nil: undefined }),
  sourceId: fc.option(fc.constantFrom('referral', 'website', 'toString', '__proto__'), { nil: undefined }),
  estimatedValue: fc.option(
    fc.record({ amountMinor: fc.maxSafeNat(), currency: fc.constantFrom('USD', 'EUR') }),
    { nil: undefined },
  ),
});

test('a score is a whole number from 0 to 100, the capped sum of its parts', () => {
  fc.assert(
    fc.property(leadOf, weightsOf, (lead, weights) => {
      const score = scoreLead(lead, weights, 'USD');
      const parts = scoreParts(lead, weights, 'USD');
      const sum = parts.reduce((total, part) => total + part.points, 0);
      expect(Number.isInteger(score)).toBe(true);
      expect(score).toBe(Math.min(100, sum));
      expect(parts.every((part) => part.points > 0)).toBe(true);
      expect(new Set(parts.map(({ field }) => field)).size).toBe(parts.length);
    }),
  );
});

test('more details of a lead never reduce its score', () => {
  fc.assert(
    fc.property(leadOf, weightsOf, (lead, weights) => {
      const more = { ...lead, email: 'a@b.example', phones: [{}], company: 'Acme', jobTitle: 'CEO' };
      expect(scoreLead(more, weights)).toBeGreaterThanOrEqual(scoreLead(lead, weights));
    }),
  );
});

test.each([
  [{}, 0],
  [{ email: 'a@b.example', phones: [{}], company: 'Acme', jobTitle: 'CEO' }, 45],
  [{ sourceId: 'referral' }, 25],
  [{ sourceId: 'partner' }, 20],
  [{ sourceId: 'website' }, 15],
  [{ sourceId: 'other' }, 0],
  [{ estimatedValue: { amountMinor: 1_000_000, currency: 'USD' } }, 0],
  [{ estimatedValue: { amountMinor: 1_000_001, currency: 'USD' } }, 10],
  [{ estimatedValue: { amountMinor: 5_000_001, currency: 'USD' } }, 15],
  [{ estimatedValue: { amountMinor: 10_000_001, currency: 'USD' } }, 20],
  [{ estimatedValue: { amountMinor: 10_000_001, currency: 'JPY' } }, 0],
])('the default weights give %j %i points', (lead: ScoredLead, score) => {
  expect(scoreLead(lead, defaultLeadWeights, 'USD')).toBe(score);
});
