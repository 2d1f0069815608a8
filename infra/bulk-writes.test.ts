import { expect, test } from 'vitest';
import { customerStage } from './customer-stage.ts';
import { declareFunctions } from './functions.ts';
import { bulkWriteUnitsPerSecond } from './stages.ts';
import { at, ofType, only, shortName, synthesized } from './synthesized.ts';
import { tableWrites } from './table-rights.ts';

const stages = [
  await synthesized('dev'),
  await synthesized('prod'),
  await synthesized(customerStage.stage, { overrides: customerStage.overrides }),
];

/** Functions without requests that write a few items only, or what follows from the writes of others. */
const boundedOtherwise: Record<string, string> = {
  'account-deletions': 'the few items of one user after another',
  dispatch: 'a message for each webhook that listens to a change, in as many sandboxes as it may have',
  'exports-writer': 'a sign of life each second',
  files: 'one item for each removed file',
  index: 'what follows from each change, one batch of a shard after another',
  'list-builder': 'one item for each snapshot',
  mail: 'a few items for each e-mail',
  'missing-users': 'one user after another, once a day',
  'payment-events': 'one event after another',
  'pre-sign-up': 'a count for each sign-up',
  relay: 'the steps of uploads',
  'due-items': 'one due item after another',
  'webhook-receiver': 'one record for each message, in as many sandboxes as it may have',
  'webhook-sender': 'what came of an attempt, in as many sandboxes as it may have',
  'unconfirmed-users': 'one user after another, once a day',
};

const bulkWriters = declareFunctions([]).filter(({ variables }) =>
  variables.includes('BULK_WRITE_UNITS_PER_SECOND'),
);
const namesOf = (functions: readonly { name: string }[]): string[] =>
  functions.map(({ name }) => name).sort();

test('every function without requests that can write to the table has the budget of bulk writes, or writes little', () => {
  const writers = declareFunctions([]).filter(({ rights }) =>
    rights.some(({ on, actions }) => on === 'table' && actions.some((one) => tableWrites.includes(one))),
  );
  expect(namesOf(writers)).toEqual([...namesOf(bulkWriters), ...Object.keys(boundedOtherwise)].sort());
});

test('all functions of a stage that write in bulk share one budget, the set share of what the table accepts', () => {
  for (const templates of stages) {
    const table = only(templates, 'AWS::DynamoDB::Table').properties;
    const tableMost = Number(at(table, 'OnDemandThroughput/MaxWriteRequestUnits'));
    const { stage, bulkWritePercent } = templates.settings;
    const budgets = ofType(templates, 'AWS::Lambda::Function').flatMap((resource) => {
      const budget = at(resource.properties, 'Environment/Variables/BULK_WRITE_UNITS_PER_SECOND');
      return budget === undefined ? [] : [{ name: shortName(templates, resource), budget: Number(budget) }];
    });
    expect([stage, namesOf(budgets)]).toEqual([stage, namesOf(bulkWriters)]);
    // They share one bucket in the table, so their total is the budget of any of them.
    expect([stage, new Set(budgets.map(({ budget }) => budget))]).toEqual([
      stage,
      new Set([bulkWriteUnitsPerSecond(templates.settings)]),
    ]);
    expect(bulkWritePercent).toBeLessThanOrEqual(50);
    for (const { budget } of budgets)
      expect(budget).toBeLessThanOrEqual((tableMost * bulkWritePercent) / 100);
  }
});

test('all functions that write in bulk may charge what they write to the budget', () => {
  for (const { name, rights } of bulkWriters) {
    const actions = rights.flatMap((right) => (right.on === 'table' ? right.actions : []));
    expect([name, actions]).toEqual([name, expect.arrayContaining(['dynamodb:UpdateItem'])]);
  }
});
