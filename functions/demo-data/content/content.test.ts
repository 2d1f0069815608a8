import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { presetIds } from '#contract/preset-id.ts';
import { presetOf } from '#data/organization/presets/presets.ts';
import { regions } from '../regions.ts';
import { contentOf } from './content-of.ts';

test.each(presetIds)(
  'demo data of %s have people to work for, places to come from and chances that rise',
  (id) => {
    const content = contentOf({ presetId: id } as Organization);
    for (const [place, [, , , manager]] of content.staff.entries())
      expect(manager ?? place - 1).toBeLessThan(place);
    const countries = regions.map(({ country }) => country);
    expect(Object.keys(content.shares ?? {}).filter((country) => !countries.includes(country))).toEqual([]);
    const chances = content.secondPipeline.stages.map(([, chance]) => chance);
    expect(chances).toEqual(chances.toSorted((a, b) => a - b));
    for (const words of [
      content.products,
      content.interests,
      content.notes,
      content.tasks,
      content.lostReasons,
    ])
      expect(new Set(words).size).toBeGreaterThan(4);
    const fields = Object.values(presetOf(id)?.customFields ?? {}).flat();
    const known = { text: content.custom?.texts, number: content.custom?.numbers };
    for (const { key, kind } of fields)
      if (kind === 'text' || kind === 'number') expect(Object.keys(known[kind] ?? {})).toContain(key);
    expect(content.companies.first.length * content.companies.second.length).toBeGreaterThan(300);
  },
);
