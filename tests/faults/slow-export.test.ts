import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { StoredArchive } from '#data/exports/export-runs.ts';
import { ownerOfNew } from './owner-under-test.ts';
import { startTable } from './table-under-test.ts';

const table = await startTable();
const [
  { writeExport },
  { exportRuns, readExport },
  { recordDefinitions },
  { recordOperations },
  { transact },
  { newSession },
] = await Promise.all([
  import('#data/exports/write-export.ts'),
  import('#data/exports/export-runs.ts'),
  import('#data/records/definitions.ts'),
  import('#data/records/operations.ts'),
  import('#data/store/transact.ts'),
  import('#data/store/units.ts'),
]);

afterEach(() => vi.restoreAllMocks());
afterAll(() => table.stop());

test('an export fails with the reason if a run takes longer than it may, and is not begun again', async () => {
  const context = await ownerOfNew(table.client, newSession(), table.name);
  const { orgId, now } = context;
  await recordOperations(recordDefinitions.contact).create(context, { body: { firstName: 'Ana' } });
  const archive: StoredArchive = {
    id: uuidv7(),
    version: 1,
    state: 'queued',
    format: 'zip',
    fileName: 'Acme.zip',
    rows: 0,
    runs: 0,
    createdBy: context.actor.userId,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(Date.parse(now) + 86_400_000).toISOString(),
  };
  await transact(context, exportRuns.write(context, undefined, archive, 'created'));
  // Instants that are stored are those of the clock. What a run compares them with is the end of its time.
  const later = (limits.exportRunMinutes + 1) * 60_000;
  const clock = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => clock() + later);
  await writeExport(newSession(), { orgId, exportId: archive.id });
  expect(await readExport(newSession(), orgId, archive.id, now)).toMatchObject({
    state: 'failed',
    problem: 'took_too_long',
    runs: 1,
  });
});
