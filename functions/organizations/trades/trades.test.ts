import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { presetIds } from '#contract/preset-id.ts';
import { presetOf } from '#data/organization/presets/presets.ts';
import { regions } from '../demo-people.ts';
import { tradeOf } from './trade-of.ts';

test.each(presetIds)(
  'demo data of %s have people to work for, places to come from and chances that rise',
  (id) => {
    const trade = tradeOf({ presetId: id } as Organization);
    for (const [place, [, , , manager]] of trade.staff.entries())
      expect(manager ?? place - 1).toBeLessThan(place);
    const countries = regions.map(({ country }) => country);
    expect(Object.keys(trade.shares ?? {}).filter((country) => !countries.includes(country))).toEqual([]);
    const chances = trade.secondPipeline.stages.map(([, chance]) => chance);
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    for (const words of [trade.products, trade.interests, trade.notes, trade.tasks, trade.lostReasons])
      expect(new Set(words).size).toBeGreaterThan(4);
    const fields = Object.values(presetOf(id)?.customFields ?? {}).flat();
    const known = { text: trade.custom?.texts, number: trade.custom?.numbers };
    for (const { key, kind } of fields)
      if (kind === 'text' || kind === 'number') expect(Object.keys(known[kind] ?? {})).toContain(key);
    expect(trade.companies.first.length * trade.companies.second.length).toBeGreaterThan(300);
  },
);
