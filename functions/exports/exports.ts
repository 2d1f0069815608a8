import type { Export } from '#contract/export.ts';
import type { Permission } from '#contract/permission.ts';
import { ProblemError } from '#contract/problem.ts';
import { exportAddress } from '#data/exports/export-file.ts';
import {
  exportFrom,
  exportRemoval,
  listExports,
  loadExport,
  type StoredExport,
} from '#data/exports/export-item.ts';
import type { Address } from '#data/files/object-store.ts';
import type { Context } from '#data/organization/context.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

interface One {
  id: string;
}

export async function list(context: Context): Promise<{ items: Export[] }> {
  return { items: (await listExports(context)).map(exportFrom) };
}

export async function get(context: Context, { id }: One): Promise<Export> {
  return exportFrom(await loadExport(context, id));
}

export async function download(context: Context, { id }: One): Promise<Address> {
  const stored = await loadExport(context, id);
  if (!mayStillRead(context, stored)) throw new ProblemError('forbidden');
  if (stored.state !== 'ready') throw new ProblemError('conflict', 'export_not_ready');
  return exportAddress(context.orgId, stored);
}

/** Whether the caller can read the records of the type in the scope in which the file was written. */
function mayStillRead(context: Context, { recordType, scope }: StoredExport): boolean {
  const present = context.scopeFor(`${recordType}:read` as Permission);
  return present === 'all' || (present !== undefined && present === scope);
}

/** Deletes an export. `events/relay` queues the removal of its file. */
export async function remove(context: Context, { id }: One): Promise<null> {
  const stored = await loadExport(context, id);
  checkVersion(context, stored);
  await transact(context, exportRemoval(context, stored));
  return null;
}
