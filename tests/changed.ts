import { execFileSync, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/**
 * Test files to run for a changed file, by its folder; the longest matching folder applies. `<part>` stands for the
 * next part of the path, such as `deals` in `functions/deals/handler.ts` or `contact` in
 * `shared/contract/records/contact.ts`.
 */
export const affected: Record<string, string[]> = {
  'shared/contract/': ['tests/api/{generated-client,openapi}.test.ts', 'tests/api/<part>s.test.ts'],
  'shared/contract/records/': [
    'tests/api/{new-record-type,openapi}.test.ts',
    'tests/api/<part>s.test.ts',
    'tests/faults/projection-results.test.ts',
  ],
  'shared/data/': ['tests/api/contacts.test.ts', 'tests/faults/projection-results.test.ts'],
  'shared/data/records/': [
    'tests/api/contacts.test.ts',
    'tests/faults/{bulk-rows,projection-results}.test.ts',
  ],
  'shared/data/duplicates/': ['tests/api/duplicate-s{earch,cans}.test.ts'],
  'shared/data/duplicate-scans/': ['tests/api/duplicate-scans.test.ts'],
  'functions/duplicates/': ['tests/api/duplicate-scans.test.ts'],
  'events/duplicates/': ['tests/api/duplicate-scans.test.ts'],
  'shared/data/archives/': ['tests/api/archive{s,-imports,-lines}.test.ts', 'tests/archive-reader/*.test.ts'],
  'shared/data/jobs/': ['tests/api/jobs.test.ts', 'tests/faults/{freeze,job-turns}.test.ts'],
  'shared/data/runs/': ['tests/faults/half-done-runs.test.ts'],
  'shared/data/erasures/': ['tests/api/personal-data.test.ts', 'tests/faults/erasure.test.ts'],
  'shared/data/merges/': ['tests/api/merge*.test.ts'],
  'shared/data/custom-fields/': ['tests/api/custom-{fields,lists}.test.ts'],
  'shared/data/organization/': ['tests/api/{deletion,organizations,members,presets}.test.ts'],
  'shared/data/counters/': [
    'tests/api/{analytics*,money-reports}.test.ts',
    'tests/faults/{projection-results,stored-data}.test.ts',
  ],
  'shared/data/billing/': ['tests/api/{invoices,payment-matches,stripe*}.test.ts'],
  'shared/data/projection/': [
    'tests/api/contacts.test.ts',
    'tests/faults/{projection*,record-tallies,stored-data}.test.ts',
  ],
  'shared/data/store/': ['tests/api/contacts.test.ts', 'tests/faults/stored-data.test.ts'],
  'shared/data/projection/timeline/': ['tests/api/{timeline,today}.test.ts', 'tests/faults/waiting.test.ts'],
  'shared/data/entries/follow-into-trash.ts': [
    'tests/api/activity-trash.test.ts',
    'tests/faults/follow-into-trash.test.ts',
  ],
  'functions/': ['tests/api/<part>.test.ts'],
  'functions/dashboard/': ['tests/api/{dashboard,today}.test.ts'],
  'functions/analytics/': ['tests/api/{analytics*,money-reports}.test.ts'],
  'functions/crashes/': ['tests/{api,browser}/crashes.test.ts'],
  'functions/public-payments/': ['tests/api/stripe*.test.ts'],
  'functions/documents/': ['tests/api/documents-pdf.test.ts'],
  'functions/records/': ['tests/api/contacts.test.ts'],
  'functions/held-submissions/': ['tests/api/held-submissions.test.ts'],
  'functions/public-issues/': ['tests/api/issue-links.test.ts'],
  'functions/public-documents/': ['tests/{api,browser}/document-links.test.ts'],
  'functions/http/': ['tests/api/{broken,contacts,openapi}.test.ts', 'tests/isolation/credentials.test.ts'],
  'events/account-deletions/': [
    'events/account-deletions/*.test.ts',
    'tests/api/account.test.ts',
    'tests/faults/account-deletion.test.ts',
  ],
  'events/purge/': ['tests/api/deletion.test.ts', 'tests/faults/organization-purge.test.ts'],
  'events/payment-events/': ['tests/faults/payment-events.test.ts'],
  'events/': ['events/<part>/*.test.ts', 'tests/api/contacts.test.ts'],
  'dev/': ['dev/*.test.ts', 'tests/api/contacts.test.ts'],
  'infra/': ['infra/*.test.ts'],
  'local-aws/': ['local-aws/{<part>,<part>/*}/*.test.ts', 'tests/api/contacts.test.ts'],
  'web/': ['tests/browser/journey.test.ts'],
  'web/src/lib/analytics/': ['tests/browser/{analytics,chart}.test.ts'],
  'web/src/lib/auth/': ['tests/browser/{session,second-factor}.test.ts'],
  'web/src/lib/calendar/': ['tests/browser/calendar*.test.ts'],
  'web/src/lib/commands/': ['tests/browser/typing.test.ts'],
  'web/src/lib/exports/': ['tests/browser/exports.test.ts'],
  'web/src/lib/forms/': ['tests/browser/{first-field,unsaved-changes}.test.ts'],
  'web/src/lib/records/': ['tests/browser/{edits-in-place,own-writes,record-page,typing}.test.ts'],
  'web/src/lib/records/board/': ['tests/browser/{board,issue-board,selling}.test.ts'],
  'web/src/lib/records/form/': ['tests/browser/{possible-duplicates,unsaved-changes}.test.ts'],
  'web/src/lib/records/files/': ['tests/browser/files.test.ts'],
  'web/src/lib/records/filter/': ['tests/browser/filters.test.ts'],
  'web/src/lib/records/list/': ['tests/browser/{columns,list-filters,many-records}.test.ts'],
  'web/src/lib/records/merge/': ['tests/browser/merges.test.ts'],
  'web/src/lib/saved-views/': ['tests/browser/views.test.ts', 'tests/browser/saving-views.test.ts'],
  'web/src/lib/tasks/': ['tests/browser/{calendar*,workday}.test.ts'],
  'web/src/routes/(app)/o/[org]/[records=recordType]/duplicates/': ['tests/browser/duplicate-scans.test.ts'],
  'web/src/routes/(app)/o/[org]/analytics/': ['tests/browser/{analytics,money-reports}.test.ts'],
  'web/src/routes/(app)/o/[org]/imports/': [
    'tests/browser/{imports,import-chains,import-entries,import-fixing}.test.ts',
  ],
  'web/src/routes/(app)/o/[org]/leads/': ['tests/browser/selling.test.ts'],
  'web/src/routes/(app)/o/[org]/settings/': ['tests/browser/{first-field,pages,settings-lists}.test.ts'],
  'web/src/routes/(app)/o/[org]/settings/webhooks/': ['tests/browser/webhooks.test.ts'],
  'web/src/routes/(app)/o/[org]/settings/webhooks/sources/': ['tests/browser/webhook-sources.test.ts'],
  'web/src/routes/(app)/o/[org]/tasks/': ['tests/browser/{calendar*,history,workday}.test.ts'],
  'web/src/routes/(auth)/': ['tests/browser/session.test.ts'],
  'web/src/routes/docs/': ['tests/browser/{getting-started,reference*}.test.ts'],
  'tests/': ['tests/api/contacts.test.ts'],
  'tests/stored-data/': ['tests/faults/stored-data.test.ts'],
  'docs/': ['tests/links.test.ts'],
};

/** Paths of the test files to run for one changed file. For a test, this is the test itself. */
export function testsFor(file: string): string[] {
  if (file.endsWith('.test.ts')) return [file];
  const folders = Object.keys(affected).filter((folder) => file.startsWith(folder));
  const folder = folders.sort((one, other) => other.length - one.length)[0] ?? '';
  const [part = ''] = file.slice(folder.length).split(/[/.]/);
  const patterns = affected[folder]?.map((pattern) => pattern.replace('<part>', part)) ?? [];
  return globSync(patterns, { cwd: root }).sort();
}

function changedFiles(since: string): string[] {
  const git = (...argv: string[]) => execFileSync('git', argv, { cwd: root, encoding: 'utf8' }).trim();
  const base = git('merge-base', since, 'HEAD');
  const lines = [
    git('diff', '--name-only', '--diff-filter=d', base),
    git('ls-files', '--others', '--exclude-standard'),
  ];
  return lines.join('\n').split('\n').filter(Boolean);
}

function vitest(...argv: string[]): boolean {
  const env = { ...process.env, CHANGED: '1' };
  return spawnSync('npx', ['vitest', ...argv], { cwd: root, env, stdio: 'inherit' }).status === 0;
}

if (process.argv[1] === import.meta.filename) {
  const files = changedFiles(process.argv[2] ?? 'main');
  const tests = [...new Set(files.flatMap(testsFor))];
  console.log([`${files.length} files changed; besides unit tests that import them:`, ...tests].join('\n  '));
  const isUnitGreen = vitest('related', '--run', '--project', 'unit', '--passWithNoTests', ...files);
  const isRestGreen = tests.length === 0 || vitest('run', '--passWithNoTests', ...tests);
  process.exitCode = isUnitGreen && isRestGreen ? 0 : 1;
}
