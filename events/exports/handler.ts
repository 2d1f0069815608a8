import { removeExportFiles } from '#data/exports/export-file.ts';
import { writeExport, type ExportMessage } from '#data/exports/write-export.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** An export that was deleted, with the number of runs that can have left a file. */
interface DeletedExport {
  orgId: string;
  exportId: string;
  deletedRuns: number;
}

/** Writes the files of exports, which takes longer than a request may. */
export const handler = queueReader<ExportMessage | DeletedExport>({
  lanes: 1,
  failed: 'export failed',
  async handle(session, message) {
    const { orgId, exportId } = message;
    if ('deletedRuns' in message) await removeExportFiles(orgId, exportId, message.deletedRuns);
    else await writeExport(session, message);
    return { message: 'export advanced', orgId, exportId };
  },
});
