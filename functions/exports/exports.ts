import type { Export } from '#contract/export.ts';
import { ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { exportAddress } from '#data/exports/export-file.ts';
import { exportFrom, exportRuns, isArchive, listExports, loadExport } from '#data/exports/export-runs.ts';
import { coversRights } from '#data/exports/file-rights.ts';
import type { Address } from '#data/files/object-store.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

interface One {
  id: string;
}

export async function list(context: Context): Promise<{ items: Export[] }> {
  return { items: (await listExports(context)).map((stored) => exportFrom(context, stored)) };
}

export async function get(context: Context, { id }: One): Promise<Export> {
  return exportFrom(context, await loadExport(context, id));
}

export async function download(context: Context, { id }: One): Promise<Address> {
  const stored = await loadExport(context, id);
  const { recordType, state, rights } = stored;
  const needed = isArchive(stored) ? 'archive:create' : recordPermission(recordType ?? '', 'read');
  if (!context.scopeFor(needed)) throw new ProblemError('forbidden');
  if (state !== 'ready') throw new ProblemError('conflict', 'export_not_ready');
  if (!rights || !coversRights(context, rights)) throw new ProblemError('forbidden');
  return exportAddress(context.orgId, stored);
}

/** Deletes an export. `events/relay` queues the removal of its file. */
export async function remove(context: Context, { id }: One): Promise<null> {
  const stored = await loadExport(context, id);
  checkVersion(context, stored);
  await transact(context, exportRuns.remove(context, stored));
  return null;
}
