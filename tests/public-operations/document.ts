import path from 'node:path';
import { bulkWriteUnitsPerSecond, stageSettings } from '#infra/stages.ts';
import { operationBounds, otherBounds, type Bound } from './bounds.ts';

export const documentFile = path.join(import.meta.dirname, '../../docs/public-operations.md');

const shownStages = ['dev', 'staging', 'prod'];

/** Generates the document from `bounds.ts` and the settings of the stages. */
export function publicOperations(): string {
  return [
    '# Operations that anyone can call',
    '',
    'Anyone can sign up, create organizations and call the operations below without a membership. The table shows what limits each of them: its cost, the e-mails it sends and the data it stores. `UPDATE=1 npx vitest run tests/public-operations` writes this page from the limits in the code; the test fails if an operation is missing.',
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
    'The limits of a stage are in `infra/stages.ts`; the tables above show those of prod. Limits that are the same in every stage are in `shared/contract/limits.ts`. docs/decisions/0036-usage-limits.md describes how operators set other limits for one organization or user. Addresses are stored only as a keyed hash that changes with every time span.',
    '',
  ].join('\n');
}

function tableOf(head: string, bounds: Record<string, Bound>, shown: (name: string) => string): string[] {
  return [
    `| ${head} | Maximum cost | E-mails sent | Data stored | Tested by |`,
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
    [
      'Changes per day of an organization, counting bulk items individually',
      ({ limits }) => limits.writesPerDay,
    ],
    [
      'Changes per day of a user, outside organizations and in portals',
      ({ limits }) => limits.writesPerUserPerDay,
    ],
    ['Sign-ups per day', ({ limits }) => limits.signUpsPerDay],
    [
      'Invitations per day of a user whose organization or membership is new',
      ({ limits }) => limits.mailsPerUserPerDay.young,
    ],
    ['Invitations per day of a user, later', ({ limits }) => limits.mailsPerUserPerDay.established],
    ['Records of an organization', ({ limits }) => limits.recordsPerOrganization],
    ['MB of an organization’s files', ({ limits }) => limits.storageBytesPerOrganization / 1024 ** 2],
    ['Read units of the table per second', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.read],
    ['Write units of the table per second', ({ tableUnitsPerSecond }) => tableUnitsPerSecond.write],
    ['of these, jobs, imports and other work without a request together', bulkWriteUnitsPerSecond],
    [
      'Monthly budget in US dollars, with notices at 80 % and 100 %',
      ({ monthlyBudgetDollars }) => monthlyBudgetDollars,
    ],
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
