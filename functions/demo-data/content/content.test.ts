import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { presetIds } from '#contract/preset-id.ts';
import { presetOf } from '#data/organization/presets/presets.ts';
import { regions } from '../regions.ts';
import type { DemoContent } from './content.ts';
import { contentOf } from './content-of.ts';

test.each(presetIds)(
  'demo data of %s have managers listed before their reports, known countries and rising probabilities',
  (id) => {
    const content = contentOf({ presetId: id } as Organization);
    for (const [index, [, , , manager]] of content.staff.entries())
      expect(manager ?? index - 1).toBeLessThan(index);
    const countries = regions.map(({ country }) => country);
    expect(Object.keys(content.shares ?? {}).filter((country) => !countries.includes(country))).toEqual([]);
    const probabilities = content.secondPipeline.stages.map(([, probability]) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => a - b));
    for (const texts of [
      content.products,
      content.interests,
      content.notes,
      content.tasks,
      content.lostReasons,
    ])
      expect(new Set(texts).size).toBeGreaterThan(4);
    const fields = Object.values(presetOf(id)?.customFields ?? {}).flat();
    const known = { text: content.custom?.texts, number: content.custom?.numbers };
    for (const { key, kind } of fields)
      if (kind === 'text' || kind === 'number') expect(Object.keys(known[kind] ?? {})).toContain(key);
    expect(content.companies.first.length * content.companies.second.length).toBeGreaterThan(300);
  },
);

const spanish = /[¿¡áéíóúñ]|\b(de|del|el|la|los|con|por|para|hasta)\b/i;
const textsOf = (content: DemoContent): string[] => [
  ...content.products,
  ...content.interests,
  ...content.lostReasons,
  ...content.notes,
  ...content.tasks,
  ...Object.values(content.activities).flat(),
  ...content.tags.map(({ name }) => name),
  ...content.secondPipeline.stages.map(([name]) => name),
];
test.each(presetIds)('texts of the demo data of %s are all in one language', (id) => {
  const content = contentOf({ presetId: id } as Organization);
  const found = textsOf(content).filter((text) => spanish.test(text));
  if (content.language === 'en') expect(found).toEqual([]);
  else expect(found.length).toBeGreaterThan(20);
});
