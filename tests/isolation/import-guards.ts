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
