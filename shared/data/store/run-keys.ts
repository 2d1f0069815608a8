import type { Key } from './keys.ts';

/** Ids increase with time, so the newest job is last. */
export const jobKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#JOBS`, sk: id });
/** Ids increase with time, so the newest import is last. */
export const importKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#IMPORTS`, sk: id });
/** The imports of a chain in their order, under the ID of the first one. */
export const importChainKey = (orgId: string, id: string): Key => ({
  pk: `ORG#${orgId}#IMPORT-CHAINS`,
  sk: id,
});
/** How far the check of an import has come. */
export const importProgressKey = (orgId: string, id: string): Key => ({
  pk: `ORG#${orgId}#IMPORT-PROGRESS`,
  sk: id,
});
/** The corrections of an import's rows: those of one reading of its file have a prefix, and are in the order of the rows. */
export const importCorrectionsPartition = (orgId: string, importId: string): string =>
  `ORG#${orgId}#IMPORT-CORRECTIONS#${importId}`;
export const importCorrectionKey = (orgId: string, importId: string, reading: number, row: number): Key => ({
  pk: importCorrectionsPartition(orgId, importId),
  sk: `${String(reading).padStart(4, '0')}#${String(row).padStart(7, '0')}`,
});
/** What was chosen for the columns of the files that were imported last, by record type. */
export const importMappingsKey = (orgId: string, recordType: string): Key => ({
  pk: `ORG#${orgId}#IMPORT-MAPPINGS`,
  sk: recordType,
});
/** The number of imports that an organization created on a day (UTC). */
export const importCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#IMPORT-COUNT`,
  sk: date,
});
/** Ids increase with time, so the newest export is last. */
export const exportKey = (orgId: string, id: string): Key => ({ pk: `ORG#${orgId}#EXPORTS`, sk: id });
/** The import of an archive into the organization, of which there is one at a time. */
export const archiveImportKey = (orgId: string): Key => ({ pk: `ORG#${orgId}`, sk: 'ARCHIVE-IMPORT' });
/** The number of exports that an organization created on a day (UTC). */
export const exportCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#EXPORT-COUNT`,
  sk: date,
});
/** An organization's latest exports, by which the limit of unfinished ones is checked. */
export const exportSlotsKey = (orgId: string): Key => ({
  pk: `ORG#${orgId}#EXPORT-SLOTS`,
  sk: 'EXPORT-SLOTS',
});
/** An organization's latest archive, by which there is only one unfinished one. */
export const archiveSlotKey = (orgId: string): Key => ({
  pk: `ORG#${orgId}#EXPORT-SLOTS`,
  sk: 'ARCHIVE-SLOT',
});
/**
 * The latest scan for duplicates of a record type: the one of all records, or the one of the records that a member can
 * see.
 */
export const duplicateScanKey = (orgId: string, recordType: string, ownerId?: string): Key => ({
  pk: `ORG#${orgId}#DUPLICATE-SCANS`,
  sk: ownerId === undefined ? recordType : `${recordType}#${ownerId}`,
});
/** The number of scans for duplicates that an organization started on a day (UTC). */
export const duplicateScanCountKey = (orgId: string, date: string): Key => ({
  pk: `ORG#${orgId}#DUPLICATE-SCAN-COUNT`,
  sk: date,
});
/** Records that were declared to be no duplicates. Ids increase with time, so the newest declaration is last. */
export const notDuplicatesKey = (orgId: string, recordType: string, id: string): Key => ({
  pk: `ORG#${orgId}#NOT-DUPLICATES#${recordType}`,
  sk: id,
});
/** The number of these declarations about a record type. */
export const notDuplicatesCountKey = (orgId: string, recordType: string): Key => ({
  pk: `ORG#${orgId}#NOT-DUPLICATES-COUNT`,
  sk: recordType,
});
/** A scheduled change, under the id of its job. */
export const scheduledChangeKey = (orgId: string, jobId: string): Key => ({
  pk: `ORG#${orgId}#DECISIONS`,
  sk: jobId,
});
/** The number of jobs that an organization started on a day (UTC). */
export const jobCountKey = (orgId: string, date: string): Key => ({ pk: `ORG#${orgId}#JOB-COUNT`, sk: date });
/** How many records an organization's jobs have changed recently. */
export const jobRateKey = (orgId: string): Key => ({ pk: `ORG#${orgId}#JOB-RATE`, sk: 'JOB-RATE' });
/** A user's latest jobs, by which the limit of unfinished jobs is checked. */
export const underWayKey = (orgId: string, userId: string): Key => ({
  pk: `ORG#${orgId}#UNDER-WAY`,
  sk: userId,
});
/** The progress of one lane of a job. */
export const laneKey = (orgId: string, jobId: string, lane: number): Key => ({
  pk: `ORG#${orgId}#JOB#${jobId}`,
  sk: `LANE#${lane}`,
});
/** All chunks of a job's frozen ids, or those of one lane. */
export const chunksPrefix = 'CHUNK#';
export const chunkPrefix = (lane: number | undefined): string =>
  lane === undefined ? chunksPrefix : `${chunksPrefix}L${lane}#`;
/**
 * A chunk of the ids of a lane, or of a job without lanes. The sort key contains the number of ids in earlier chunks of
 * the same lane.
 */
export const chunkKey = (orgId: string, jobId: string, lane: number | undefined, from: number): Key => ({
  pk: `ORG#${orgId}#JOB#${jobId}`,
  sk: `${chunkPrefix(lane)}${String(from).padStart(9, '0')}`,
});
/** Results for records that a job couldn't change. */
export const resultPrefix = 'RESULT#';
export const resultKey = (orgId: string, jobId: string, type: string, id: string): Key => ({
  pk: `ORG#${orgId}#JOB#${jobId}`,
  sk: `${resultPrefix}${type}#${id}`,
});
