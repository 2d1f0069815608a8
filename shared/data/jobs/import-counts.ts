import type { Progress } from './job.ts';

/** Counts that only imports have. */
export const importCounts = ['created', 'relatedDone', 'relatedFailed'] as const;
export type ImportCounts = Pick<Progress, (typeof importCounts)[number]>;

/** `isOfRows` tells whether these are the records of an import's rows, and not those that rows name. */
export function importCountsAfter(
  { created = 0, relatedDone = 0, relatedFailed = 0 }: ImportCounts,
  { writes, failures }: { writes: readonly { before?: object | undefined }[]; failures: readonly unknown[] },
  isOfRows: boolean,
): ImportCounts {
  return isOfRows
    ? { created: created + writes.filter(({ before }) => !before).length }
    : { relatedDone: relatedDone + writes.length, relatedFailed: relatedFailed + failures.length };
}
