import { expect, test } from 'vitest';
import type { Organization } from '#contract/organization.ts';
import { presetIds, type PresetId } from '#contract/preset-id.ts';
import { textIn } from '#data/organization/presets/named.ts';
import { allPresets, presetOf } from '#data/organization/presets/presets.ts';
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
      Object.values(content.plans).flat(),
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

const productsOf = (content: DemoContent, id: PresetId) => content.catalog ?? presetOf(id)?.products ?? [];

test.each(presetIds)(
  'products of the demo data of %s have a price and a key of their own, some each month',
  (id) => {
    const content = contentOf({ presetId: id } as Organization);
    const products = productsOf(content, id);
    const keys = products.map(({ key }) => key);
    expect(new Set(keys).size).toBe(8);
    const { commission } = content;
    // The price of a commission follows from the deal.
    if (commission) expect(keys).toContain(commission.key);
    for (const { key, prices } of products)
      if (key !== commission?.key) expect(Math.min(prices.USD ?? 0, prices.EUR ?? 0)).toBeGreaterThan(0);
    expect(products.some(({ intervalMonths }) => intervalMonths === 1)).toBe(true);
  },
);

const spanish = /[¿¡áéíóúñ]|\b(de|del|el|la|los|con|por|para|hasta)\b/i;
test('customers have no second tax ID besides the one that is printed on invoices', () => {
  const labels = allPresets.flatMap(({ customFields }) =>
    (customFields.customer ?? []).map(({ label }) => label[0]),
  );
  expect(labels).toContain('Tax regime');
  expect(labels.filter((label) => /\b(tax id|nit|nif)\b/i.test(label))).toEqual([]);
});

const textsOf = (content: DemoContent, id: PresetId): string[] => [
  ...productsOf(content, id).map(({ name }) => textIn(content.language, name)),
  ...content.products,
  ...content.interests,
  ...content.lostReasons,
  ...content.notes,
  ...Object.values(content.plans).flat(),
  ...Object.values(content.activities).flat(),
  ...content.tags.map(({ name }) => name),
  ...content.secondPipeline.stages.map(([name]) => name),
];
test.each(presetIds)('texts of the demo data of %s are all in one language', (id) => {
  const content = contentOf({ presetId: id } as Organization);
  const found = textsOf(content, id).filter((text) => spanish.test(text));
  if (content.language === 'en') expect(found).toEqual([]);
  else expect(found.length).toBeGreaterThan(20);
});
