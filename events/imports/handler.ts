import { importArchive, type ArchiveMessage } from '#data/archives/import-archive.ts';
import { advanceImport, queueNext, type ImportMessage } from '#data/imports/advance.ts';
import { removeCorrections } from '#data/imports/corrections.ts';
import { removeImportObjects } from '#data/imports/import-objects.ts';
import { startIfDue } from '#data/jobs/start-import.ts';
import { queueReader } from '../reader/queue-reader.ts';

/** An import that was deleted, with the number of rows that its file had. */
interface DeletedImport {
  orgId: string;
  importId: string;
  deletedRows: number;
}

/** Reads uploaded files, checks their rows, and imports archives, which takes longer than a request may. */
export const handler = queueReader<ImportMessage | DeletedImport | ArchiveMessage>({
  lanes: 1,
  failed: 'import failed',
  async handle(session, message, isLastAttempt) {
    const { orgId } = message;
    if ('isArchive' in message) {
      await importArchive(session, message, isLastAttempt);
      return { message: 'archive import advanced', orgId };
    }
    const { importId } = message;
    if ('deletedRows' in message) {
      await removeImportObjects(orgId, importId, message.deletedRows);
      await removeCorrections(session, orgId, importId);
    } else {
      const hasAdvanced = await advanceImport(session, message, isLastAttempt);
      await startIfDue(session, message);
      // The end of a check sends another message, so no kill can keep the next one from its check.
      if (!hasAdvanced) await queueNext(session, message);
    }
    return { message: 'import advanced', orgId, importId };
  },
});
