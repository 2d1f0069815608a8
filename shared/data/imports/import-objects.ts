import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import { getObject, putObject, readRange, removeObject } from '../files/object-store.ts';
import type { FileRow } from './file-shape.ts';
import type { FileSource } from './file-source.ts';
import type { PlannedIndex } from './planned-index.ts';
import type { PlannedRow } from './planned-row.ts';
import type { ProblemIndex } from './problem-index.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { fileFolders } from '../files/folders.ts';
import type { CountedValues } from './value-counter.ts';

/** Whether a row is left to the job. */
export const isWritten = ({ action }: PlannedRow): boolean => action === 'create' || action === 'update';

const folderOf = (orgId: string, id: string): string => `${fileFolders.imports(orgId)}${id}`;

/** The name of the uploaded file in the folder of its import. */
export const uploadName = 'file';
export const importFileKey = (orgId: string, id: string): string => `${folderOf(orgId, id)}/${uploadName}`;

/** The key of the last file of refused rows that was written. */
export const refusedRowsKey = (orgId: string, id: string): string => `${folderOf(orgId, id)}/refused-rows`;

/** Rows are stored in parts of `importPartRows`, and so are the plans, as one line of JSON each. */
export const partName = (what: string, part: number): string => `${what}/${String(part).padStart(4, '0')}`;

const partKey = (orgId: string, id: string, name: string): string => `${folderOf(orgId, id)}/${name}`;

export const rowsName = 'rows';
export const headerName = 'header';

/** The plan for the rows of the file, and the plan for records of a type that the rows refer to and that don't exist. */
export const rowsPlan = 'plan';
export const relatedPlan = (recordType: string): string => `plan-${recordType}`;
/** The plan for the notes of rows, in parts like those of the rows. */
export const notesPlan = 'plan-notes';

export const partsOf = (rows: number): number => Math.ceil(rows / limits.importPartRows);

type Place = readonly [orgId: string, id: string];

export const writeRows = (place: Place, part: number, rows: readonly FileRow[]): Promise<void> =>
  writeLines(partKey(...place, partName(rowsName, part)), rows);
export const readRows = (place: Place, part: number): Promise<FileRow[]> =>
  readLines(partKey(...place, partName(rowsName, part)));
/** The row with the names of the columns, which the import itself can have shortened. */
export const writeHeader = (place: Place, cells: readonly string[]): Promise<void> =>
  writeLines(partKey(...place, headerName), cells);
export const readHeader = (place: Place): Promise<string[]> => readLines(partKey(...place, headerName));
/** The different values of the columns. Imports of earlier versions have none. */
export const writeValues = (place: Place, columns: readonly CountedValues[]): Promise<void> =>
  writeLines(partKey(...place, valuesName), columns);
export const readValues = async (place: Place): Promise<CountedValues[]> =>
  ((await linesOf(place, valuesName)) ?? []).map((line) => JSON.parse(line) as CountedValues);
const valuesName = 'values';
export const writePlan = (place: Place, name: string, rows: readonly PlannedRow[]): Promise<void> =>
  writeLines(partKey(...place, name), rows);
export const writeProblems = (place: Place, index: ProblemIndex): Promise<void> =>
  writeLines(partKey(...place, problemsName), [index]);
export async function readProblems(place: Place): Promise<ProblemIndex> {
  const [index] = await readLines<ProblemIndex>(partKey(...place, problemsName));
  return index ?? { parts: [], kinds: [] };
}
const problemsName = 'problems';
/** What rows of later files can refer to. */
export const writePlannedIndex = (place: Place, index: PlannedIndex): Promise<void> =>
  putObject(partKey(...place, plannedName), 'application/octet-stream', index);
/** Undefined if an earlier version checked the import, which wrote none. */
export const readPlannedIndex = (place: Place): Promise<PlannedIndex | undefined> =>
  getObject(partKey(...place, plannedName), partBytes);
/** It has digests of values and no texts. */
export const plannedName = 'planned';
export const readPlan = (place: Place, name: string): Promise<PlannedRow[]> =>
  readLines(partKey(...place, name));

const writeLines = (key: string, values: readonly unknown[]): Promise<void> =>
  putObject(
    key,
    'application/x-ndjson',
    Buffer.from(values.map((value) => JSON.stringify(value)).join('\n')),
  );

/** The largest part that a transfer allows time for. */
const partBytes = 50_000_000;

async function readLines<T>(key: string): Promise<T[]> {
  const lines = await linesAt(key);
  if (!lines) throw new Error('a part of an import is missing');
  return lines.map((line) => JSON.parse(line) as T);
}

async function linesAt(key: string): Promise<string[] | undefined> {
  const text = (await getObject(key, partBytes))?.toString();
  return text === '' ? [] : text?.split('\n');
}

/** The lines of an object of an import, whatever they are; undefined if it doesn't exist. */
export const linesOf = (place: Place, name: string): Promise<string[] | undefined> =>
  linesAt(partKey(...place, name));

/** Deletes all objects of an import. */
export async function removeImportObjects(orgId: string, id: string, rows: number): Promise<void> {
  const names = [rowsName, rowsPlan, notesPlan, ...recordTypeNames.map(relatedPlan)];
  const parts = [...Array(partsOf(rows)).keys()];
  const keys = parts.flatMap((part) => names.map((name) => partKey(orgId, id, partName(name, part))));
  const single = [
    importFileKey(orgId, id),
    ...[headerName, valuesName, problemsName, plannedName].map((name) => partKey(orgId, id, name)),
    refusedRowsKey(orgId, id),
  ];
  for (const key of [...single, ...keys]) await removeObject(key);
}

/** Size of the ranges in which a file is read. */
const rangeBytes = 4 * 1024 * 1024;

/** The uploaded file with this ETag. Reading it throws `UnreadableFile` if it was replaced or deleted. */
export function uploadedFile(place: Place, sizeBytes: number, etag: string): FileSource {
  const key = importFileKey(...place);
  return {
    sizeBytes,
    async *read(from, to) {
      for (let start = from; start < to; start += rangeBytes) {
        const bytes = await readRange(key, etag, start, Math.min(to, start + rangeBytes));
        if (!bytes) throw new UnreadableFile('replaced');
        yield bytes;
      }
    },
  };
}
