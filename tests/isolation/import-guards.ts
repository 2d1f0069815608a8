import { guard, never } from './guard.ts';

/** Guards of corrections of imports, and of imports of archives. */
export const importGuards = [
  guard(
    'corrections of imports that have started',
    'functions/imports/update-rows.ts',
    "loadIn(context, id, ['ready', 'checked'])",
    "loadIn(context, id, ['ready', 'checked', 'started'])",
    'tests/api/import-corrections.test.ts',
  ),
  guard(
    'jobs of other people, which no import can wait for',
    'shared/data/jobs/start-chain.ts',
    'running.every((plan) => isOfCaller(context, plan))',
    'true',
    'tests/api/import-people.test.ts',
  ),
  guard(
    'undos of imports whose jobs are those of other people',
    'functions/imports/undo.ts',
    "  if (!items.every((item) => isOwnJob(context, item))) throw new ProblemError('not_found');\n",
    never,
    'tests/api/import-people.test.ts',
  ),
  guard(
    'archives for empty organizations only',
    'shared/data/archives/import-archive.ts',
    "  if (!(await isEmpty(context))) throw new ArchiveError('not_empty');\n",
    '  await isEmpty(context);\n',
    'tests/api/archive-imports.test.ts',
  ),
  guard(
    'checksums of the files of an archive',
    'shared/data/archives/check-archive.ts',
    "  if (hash.digest('hex') !== sha256) throw new ArchiveError('wrong_checksum', { path });\n",
    never,
    'tests/api/archive-imports.test.ts',
  ),
];
