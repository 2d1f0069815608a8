import path from 'node:path';
import { stageSettings } from '#infra/stages.ts';
import { operationBounds, otherBounds, type Bound } from './bounds.ts';

export const documentFile = path.join(import.meta.dirname, '../../docs/public-operations.md');

const shownStages = ['dev', 'staging', 'prod'];

/** Generates the document. Every number comes from the contract's limits or from the stages. */
export function publicOperations(): string {
  return [
    '# Public operations',
    '',
    'Anyone can sign up, create organizations and call the operations below without a membership. The tables show the limits on what each operation can cost, send and store. `tests/public-operations` generates this page from the limits in the code (`UPDATE=1 npx vitest run tests/public-operations`) and fails if an operation is missing.',
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
    'These limits are set in `infra/stages.ts`; the tables above show those of prod. Limits that are the same in every stage are in `shared/contract/limits.ts`. docs/decisions/0036-limits-of-use.md describes how operators set limits for a single organization or user. The database table stores addresses only as a keyed hash that changes with every time span.',
    '',
  ].join('\n');
}

function tableOf(head: string, bounds: Record<string, Bound>, shown: (name: string) => string): string[] {
  return [
    `| ${head} | Maximum cost | Sends | Stores | Tested by |`,
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
    ['Requests per second of all callers', ({ throttle }) => throttle.rate],
    ['Requests per minute of a user or API key', ({ limits }) => limits.requestsPerMinute.principal],
    ['Requests per minute of an organization', ({ limits }) => limits.requestsPerMinute.organization],
    ['Requests per minute of an address', ({ limits }) => limits.requestsPerMinute.address],
    ['Changes per day in an organization, including each bulk item', ({ limits }) => limits.writesPerDay],
    ['Changes per day of a user outside organizations', ({ limits }) => limits.writesPerUserPerDay],
    [
      'Invitations per day of a user while the organization or membership is new',
      ({ limits }) => limits.mailsPerUserPerDay.young,
    ],
    ['Invitations per day of a user, later', ({ limits }) => limits.mailsPerUserPerDay.established],
    ['Records of an organization', ({ limits }) => limits.recordsPerOrganization],
    ['Read units per second of the table', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.read],
    ['Write units per second of the table', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.write],
    ['Monthly budget in US dollars', ({ monthlyBudgetDollars }) => monthlyBudgetDollars],
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
