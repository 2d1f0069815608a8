import type { Export } from '#contract/export.ts';
import { checkOpen } from '#data/exports/export-runs.ts';
import { archiveNameOf } from '#data/exports/file-name.ts';
import type { Context } from '#data/organization/context.ts';
import { newExport, queued } from './queued.ts';

/** Creates an export of the whole organization. */
export async function createArchive(context: Context): Promise<Export> {
  checkOpen(context, true);
  return queued(context, () =>
    Promise.resolve({ ...newExport(context), format: 'zip', fileName: archiveNameOf(context) }),
  );
}
