import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '#infra/functions.ts';

type Report = Record<string, { used: string[]; unused: string[]; refused: string[] }>;

/** Where hosts write their reports during tests; see tests/host.ts. */
const reportsFolder = path.join(projectRoot, '.build/rights-used');

/** Permissions granted by the template that no report shows as used, as `function: action resource`. */
export function unusedRights(folder: string = reportsFolder): string[] {
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const reports = files.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Report);
  const used = new Set(reports.flatMap((report) => named(report, 'used')));
  const newest = reports.at(-1) ?? {};
  return named(newest, 'unused').filter((right) => !used.has(right));
}

function named(report: Report, kind: 'used' | 'unused'): string[] {
  return Object.entries(report).flatMap(([name, rights]) => rights[kind].map((right) => `${name}: ${right}`));
}

/** Permissions that no test uses, with the reason for granting them. */
const reasons: { rights: RegExp; reason: string }[] = [
  {
    rights: /: dynamodb:(BatchGetItem|GetItem) /,
    reason: 'Whether one item is read or several depends on what else a function reads at that moment.',
  },
  {
    rights: /-reprojection: dynamodb:Query \S+\/index\/gsi[2-6]$/,
    reason: 'A recount goes by the list of all records, in whichever index a type has it.',
  },
  {
    rights: /-unconfirmed-users: (cognito-idp|dynamodb):/,
    reason: 'Who is removed did not come in for days; the tests of the handler bring a pool of such users.',
  },
  {
    rights: /-missing-users: (cognito-idp|dynamodb):/,
    reason:
      'Nobody is missing at the pool of a test run; the tests of the handler bring a pool of such users.',
  },
  {
    rights: /-attachments: s3:DeleteObject \S+\/files\/\*$/,
    reason: 'A copy is taken back when its record went away in the moment between.',
  },
  {
    rights: /-exports-writer: s3:GetObject \S+\/exports\/\*$/,
    reason: 'A file is looked for when the answer to the completion of its upload was lost.',
  },
  {
    rights: /ScheduleRole\w*: sqs:SendMessage \S+FailuresQueue/,
    reason: 'The scheduler hands over what Lambda itself did not take.',
  },
];

if (import.meta.main) {
  for (const right of unusedRights()) {
    const known = reasons.find(({ rights }) => rights.test(right));
    if (!known) process.exitCode = 1;
    console.log(`${right}\n  ${known?.reason ?? 'NO REASON IS GIVEN'}`);
  }
}
