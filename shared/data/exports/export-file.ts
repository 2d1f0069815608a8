import type { Export } from '#contract/export.ts';
import { downloadOf } from '../files/download.ts';
import { fileFolders } from '../files/folders.ts';
import { removeObject, type Address } from '../files/object-store.ts';

/** The key of the file that a run writes. */
export const exportFileKey = (orgId: string, id: string, run: number): string =>
  `${fileFolders.exports(orgId)}${id}/${run}`;

export const exportTypes: Record<Export['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson',
  zip: 'application/zip',
};

/** Where the file can be downloaded for some minutes. */
export const exportAddress = (
  orgId: string,
  { id, runs, format, fileName }: Pick<Export, 'id' | 'format' | 'fileName'> & { runs: number },
): Address => downloadOf(exportFileKey(orgId, id, runs), { name: fileName, type: exportTypes[format] });

/** Deletes what the first runs have written. */
export async function removeExportFiles(orgId: string, id: string, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run += 1) await removeObject(exportFileKey(orgId, id, run));
}
