import path from 'node:path';
import { stageSettings } from '#infra/stages.ts';
import { operationBounds, otherBounds, type Bound } from './bounds.ts';

export const documentFile = path.join(import.meta.dirname, '../../docs/public-operations.md');

const shownStages = ['dev', 'staging', 'prod'];

/** The whole document: every number comes from the contract's limits or from the stages. */
export function publicOperations(): string {
  return [
    '# What strangers can use',
    '',
    'Anybody may sign up, create organizations and call the operations below without a membership. This is what bounds each of them: what it can cost, send and store. `tests/public-operations` writes this page from the limits that the code keeps (`UPDATE=1 npx vitest run tests/public-operations`) and fails when an operation is missing here.',
    '',
    ...tableOf('Operation', operationBounds, (name) => `\`${name}\``),
    '',
    '## Outside the API',
    '',
    ...tableOf('What', otherBounds, (name) => name),
    '',
    '## Limits of a stage',
    '',
    ...stagesTable(),
    '',
    'They stand in `infra/stages.ts`; the tables above show those of prod. Bounds of the product, the same everywhere, stand in `shared/contract/limits.ts`. Operators give one organization or user limits of their own as docs/decisions/0036-limits-of-use.md says. An address is known to the table by a keyed hash that changes with every span.',
    '',
  ].join('\n');
}

function tableOf(head: string, bounds: Record<string, Bound>, shown: (name: string) => string): string[] {
  return [
    `| ${head} | Costs at most | Sends | Stores | Tried by |`,
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(bounds).map(
      ([
        name,
        {
          cost,
          sends,
          stores,
          test: [file],
        },
      ]) => `| ${[shown(name), cost, sends, stores, `\`${file}\``].join(' | ')} |`,
    ),
  ];
}

function stagesTable(): string[] {
  const stages = shownStages.map((stage) => stageSettings(stage));
  const rows: [string, (settings: (typeof stages)[number]) => number][] = [
    ['Requests a second of all callers', ({ throttle }) => throttle.rate],
    ['Requests a minute of a user or API key', ({ limits }) => limits.requestsPerMinute.principal],
    ['Requests a minute of an organization', ({ limits }) => limits.requestsPerMinute.organization],
    ['Requests a minute of an address', ({ limits }) => limits.requestsPerMinute.address],
    ['Changes of an organization a day, bulk items one by one', ({ limits }) => limits.writesPerDay],
    ['Changes of a user a day, outside organizations', ({ limits }) => limits.writesPerUserPerDay],
    [
      'Invitations of a user a day, where organization or membership are young',
      ({ limits }) => limits.mailsPerUserPerDay.young,
    ],
    ['Invitations of a user a day, later', ({ limits }) => limits.mailsPerUserPerDay.established],
    ['Records of an organization', ({ limits }) => limits.recordsPerOrganization],
    ['Read units of the table a second', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.read],
    ['Write units of the table a second', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.write],
    ['US dollars a month before the operator is told', ({ monthlyBudgetDollars }) => monthlyBudgetDollars],
  ];
  return [
    `| Limit | ${shownStages.join(' | ')} |`,
    `| --- | ${shownStages.map(() => '---:').join(' | ')} |`,
    ...rows.map(
      ([name, value]) =>
        `| ${name} | ${stages.map((stage) => value(stage).toLocaleString('en')).join(' | ')} |`,
    ),
  ];
}
