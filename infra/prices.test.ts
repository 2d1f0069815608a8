import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import { dollarsOf, idleCosts, idleCostsOf, withoutIdleCost } from './prices.ts';
import { pricesPage } from './prices-page.ts';
import { synthesized } from './synthesized.ts';

const stages = [
  await synthesized('dev'),
  await synthesized('staging'),
  await synthesized('prod'),
  await synthesized(customerStage.stage, { overrides: customerStage.overrides }),
];
const [dev, , prod] = stages;

test.each(stages.map((templates) => [templates.settings.stage, templates] as const))(
  'every resource of stage %s has an idle price or a reason why it has none',
  (_, { resources }) => {
    const types = [...new Set(resources.map(({ type }) => type))];
    expect(types.filter((type) => !(type in idleCosts) && !(type in withoutIdleCost))).toEqual([]);
  },
);

test('a firewall costs 5 dollars for each web ACL and one for each rule, and nothing where there is none', () => {
  const firewall = (templates = prod) =>
    idleCostsOf(templates!)
      .filter(({ price }) => price.service === 'WAF')
      .reduce((sum, line) => sum + dollarsOf(line), 0);
  expect(firewall(prod)).toBe(2 * 5 + 10 * 1);
  expect(firewall(dev)).toBe(0);
});

test('an idle stage polls its queues all the time, and runs a function for each schedule and heartbeat', () => {
  const quantities = Object.fromEntries(idleCostsOf(dev!).map(({ name, quantity }) => [name, quantity]));
  const declared = declareFunctions([]);
  const queues = declared.reduce(
    (sum, { source }) => sum + (source.kind === 'queue' ? 1 + (source.alsoReads ? 1 : 0) : 0),
    0,
  );
  expect(quantities['polls of empty queues, millions']).toBeCloseTo(queues * 5 * 3 * 43_800 * 1e-6, 6);
  const everyMinute = declared.filter(
    ({ source }) =>
      source.kind === 'stream' || (source.kind === 'schedule' && source.expression === 'rate(1 minute)'),
  ).length;
  const runs = (quantities['runs by schedule and heartbeat, millions'] ?? 0) / 1e-6;
  expect(Math.floor(runs / 43_800)).toBe(everyMinute);
});

test('docs/prices.md is current', async () => {
  const file = path.join(projectRoot, 'docs/prices.md');
  const page = await pricesPage(stages, file);
  if (process.env.UPDATE === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
