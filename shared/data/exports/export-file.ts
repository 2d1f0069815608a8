import type { Export } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import { addressOf, removeObject, type Address } from '../files/object-store.ts';
import { savedAs } from '../files/saved-as.ts';

/** The key of the file that a run writes. */
export const exportFileKey = (orgId: string, id: string, run: number): string =>
  `exports/${orgId}/${id}/${run}`;

export const exportTypes: Record<Export['format'], string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  jsonl: 'application/x-ndjson',
};

/** Where the file can be downloaded for some minutes. Browsers save it under its name. */
export const exportAddress = (
  orgId: string,
  { id, runs, format, fileName }: Pick<Export, 'id' | 'format' | 'fileName'> & { runs: number },
): Address =>
  addressOf('GET', exportFileKey(orgId, id, runs), {
    expiresSeconds: limits.exportUrlMinutes * 60,
    query: {
      'response-content-disposition': `attachment; ${savedAs(fileName)}`,
      'response-content-type': exportTypes[format],
    },
  });

/** Deletes what the first runs have written. */
export async function removeExportFiles(orgId: string, id: string, runs: number): Promise<void> {
  for (let run = 1; run <= runs; run += 1) await removeObject(exportFileKey(orgId, id, run));
}
