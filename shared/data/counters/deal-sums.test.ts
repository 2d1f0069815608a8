import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { defaultLists } from '../organization/presets/default-lists.ts';
import { amountParts, amountSize, countedMinor, dealTallies, stageSums, sumsGroup } from './deal-sums.ts';

const settings = { ...defaultLists('en'), currency: 'USD', timeZone: 'UTC' } as Organization;
const [pipeline] = settings.pipelines;
const [stage] = pipeline!.stages;
const deal = fc.record({
  value: fc.record({ amountMinor: fc.maxSafeNat(), currency: fc.constant('USD') }),
  stageId: fc.constant(stage!.id),
  pipelineId: fc.constant(pipeline!.id),
  probability: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
});

test('counters give exact sums for any stage probability, capped at the largest exact number', () => {
  fc.assert(
    fc.property(fc.array(deal, { maxLength: 30 }), fc.integer({ min: 0, max: 100 }), (deals, probability) => {
      const counter: Record<string, number> = {};
      for (const each of deals) {
        const amounts = dealTallies(each, settings)[sumsGroup(pipeline!.id)]!;
        for (const [name, amount] of Object.entries(amounts)) counter[name] = (counter[name] ?? 0) + amount;
      }
      expect(Object.values(counter).every(Number.isSafeInteger)).toBe(true);
      const capped = (exact: bigint) =>
        Number(exact > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : exact);
      const percent = deals.reduce(
        (sum, each) => sum + BigInt(each.value.amountMinor) * BigInt(each.probability ?? probability),
        0n,
      );
      expect(stageSums([counter], { ...stage!, probability })).toEqual({
        stageId: stage!.id,
        count: deals.length,
        sumMinor: capped(deals.reduce((sum, each) => sum + BigInt(each.value.amountMinor), 0n)),
        weightedMinor: capped((percent + 50n) / 100n),
      });
    }),
  );
});

test('both parts of an amount have its sign, so that their sum is the amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      const parts = Object.entries(amountParts('s', minor, 1));
      expect(parts.reduce((sum, [name, part]) => sum + amountSize(name, part)[1], 0n)).toBe(BigInt(minor));
      expect(parts.every(([, part]) => Math.sign(part) === Math.sign(minor))).toBe(true);
    }),
  );
});

test.each([
  [{ amountMinor: 100, currency: 'USD' }, undefined, 100],
  [{ amountMinor: 100, currency: 'USD' }, 7, 100],
  [{ amountMinor: 100, currency: 'EUR' }, undefined, 0],
  [{ amountMinor: 100, currency: 'EUR' }, 1.1, 110],
  [{ amountMinor: 1_000, currency: 'JPY' }, 0.0065, 650],
  [{ amountMinor: 1_000, currency: 'KWD' }, 3.25, 325],
])('%j at the rate %s counts as %i cents', (value, exchangeRate, minor) => {
  expect(countedMinor({ value, exchangeRate }, settings)).toBe(minor);
});
