import { createHash } from 'node:crypto';
import type { CustomField } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { organizationLimits } from '../limits/stage-limits.ts';
import type { Context } from '../organization/context.ts';
import { ArchiveError } from './archive-error.ts';
import { attachedFilePath, type ArchiveFile, type ArchiveKind } from './archive-format.ts';
import { parsedLine, parserOf, type Line } from './import-batches.ts';
import { codeNumber } from './import-records.ts';
import { fieldsByType } from './line-rules.ts';
import { fieldLine, fileLine } from './line-schemas.ts';
import { linesOf, type OpenArchive } from './open-archive.ts';

/** What the check of an archive's lines finds out about all of them. */
interface CheckedLines {
  /** The highest number in the codes of the records of a type. */
  lastCodes: Map<RecordTypeName, number>;
  /** Pinned notes, and attached files, by the id of their record. */
  pinned: Map<string, number>;
  attached: Map<string, number>;
  attachedCount: number;
  attachedBytes: number;
  /** The custom fields of the archive, which the values of its records must fit. */
  fields: Map<RecordTypeName, CustomField[]>;
}

/** IDs of a file that are remembered to find repeated ones. Those farther apart are never written together. */
const idsRemembered = limits.archiveRecords;

/**
 * Checks the counts and checksums of all files with lines, and each line as far as it doesn't depend on what is written
 * before it, in a bounded amount of memory. `onFile` is called before each of them.
 */
export async function checkLines(archive: OpenArchive, onFile: () => void): Promise<CheckedLines> {
  const checked: CheckedLines = {
    lastCodes: new Map(),
    pinned: new Map(),
    attached: new Map(),
    attachedCount: 0,
    attachedBytes: 0,
    fields: new Map(),
  };
  for (const file of archive.files) {
    onFile();
    await checkSum(archive, file);
    const found = await checkFile(archive, file, checked);
    if (found !== file.records) throw new ArchiveError('wrong_checksum', { path: file.path });
  }
  return checked;
}

async function checkFile(archive: OpenArchive, file: ArchiveFile, checked: CheckedLines): Promise<number> {
  const ids = new Set<unknown>();
  const definitions: Line[] = [];
  const parse = parserOf(file, checked.fields);
  let number = 0;
  for await (const text of linesOf(archive, file)) {
    number += 1;
    const where = { path: file.path, line: number };
    const line = parsedLine(text, where);
    attempt(where, () => parse(line));
    if (file.kind === 'customFields') definitions.push(line);
    else if (file.kind !== 'organization') remember(ids, line.id, where);
    count(checked, file, line);
  }
  if (file.kind === 'customFields')
    attempt({ path: file.path }, () => {
      checked.fields = fieldsByType(definitions.map((line) => fieldLine.parse(line)));
    });
  return number;
}

/** What a line isn't accepted for is a problem of this line. */
function attempt(where: { path: string; line?: number }, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw error instanceof ArchiveError && error.problem.path !== undefined
      ? error
      : new ArchiveError('invalid_line', where);
  }
}

function remember(ids: Set<unknown>, value: unknown, where: { path: string; line: number }): void {
  const id = typeof value === 'string' ? value.toLowerCase() : value;
  if (ids.has(id)) throw new ArchiveError('invalid_line', where);
  ids.add(id);
  if (ids.size > idsRemembered) ids.delete(ids.values().next().value);
}

function count(checked: CheckedLines, { kind, recordType }: ArchiveFile, line: Line): void {
  if (kind === 'records' && recordType) {
    const last = Math.max(checked.lastCodes.get(recordType) ?? 0, codeNumber(recordType, line));
    checked.lastCodes.set(recordType, last);
  } else if (kind === 'notes' && line.pinned === true) {
    more(checked.pinned, String(line.recordId), limits.pinnedNotesPerRecord);
  } else if (kind === 'files') {
    checked.attachedCount += 1;
    checked.attachedBytes += Number(line.sizeBytes);
    if (checked.attachedCount > limits.archiveFiles || checked.attachedBytes > limits.archiveFileBytes)
      throw new ArchiveError('too_large_unpacked');
    more(checked.attached, String(line.recordId), limits.attachmentsPerRecord);
  }
}

function more(counts: Map<string, number>, id: string, most: number): void {
  const next = (counts.get(id) ?? 0) + 1;
  if (next > most || counts.size > limits.archiveRecords) throw new ArchiveError('limit_reached');
  counts.set(id, next);
}

/** The most lines of a kind that an organization can have. */
const linesMax: Partial<Record<ArchiveKind, number>> = {
  tags: limits.tagsPerOrganization,
  views: limits.sharedViewsPerOrganization,
  forms: limits.formsPerOrganization,
};

/** Throws if an organization without records can't have as much as an archive contains. */
export function checkRoom(
  { settings }: Context,
  archive: OpenArchive,
  { attachedBytes }: CheckedLines,
): void {
  const { records, storageBytes } = organizationLimits(settings);
  let total = 0;
  for (const { path, kind, recordType, records: lines } of archive.files) {
    // Tasks in archives of earlier releases become records.
    if (kind === 'records' || kind === 'tasks') total += lines;
    const isTooMany =
      lines > (linesMax[kind] ?? Infinity) ||
      (recordType === 'employee' && lines > limits.employeesPerOrganization) ||
      total > Math.min(records, limits.archiveRecords);
    if (isTooMany) throw new ArchiveError('limit_reached', { path });
  }
  if (attachedBytes > storageBytes) throw new ArchiveError('limit_reached');
}

/** Files whose contents are read at the same time. */
const contentsTogether = 8;

/**
 * Compares the checksums of the attached files whose lines follow the first `from` ones. `onChecked` is called with the
 * number of lines so far, and returns whether the check goes on. Returns whether it came to the end.
 */
export async function checkContents(
  archive: OpenArchive,
  file: ArchiveFile,
  from: number,
  onChecked: (line: number) => boolean,
): Promise<boolean> {
  let number = 0;
  let open: AttachedFile[] = [];
  for await (const text of linesOf(archive, file)) {
    number += 1;
    if (number <= from) continue;
    open.push(attachedIn(text, { path: file.path, line: number }));
    if (open.length < contentsTogether) continue;
    await checkSums(archive, open);
    open = [];
    if (!onChecked(number)) return false;
  }
  await checkSums(archive, open);
  return true;
}

type AttachedFile = Pick<ArchiveFile, 'path' | 'sizeBytes' | 'sha256'>;

/** Waits for all of them before it throws the error of one, so that none goes on alone. */
async function checkSums(archive: OpenArchive, files: readonly AttachedFile[]): Promise<void> {
  const results = await Promise.allSettled(files.map((file) => checkSum(archive, file)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason as Error;
}

function attachedIn(text: string, where: { path: string; line: number }): AttachedFile {
  const line = parsedLine(text, where);
  const { sha256 } = line;
  const { id, sizeBytes } = fileLine.parse(line);
  if (typeof sha256 !== 'string') throw new ArchiveError('invalid_line', where);
  return { path: attachedFilePath(id), sizeBytes, sha256 };
}

async function checkSum(archive: OpenArchive, { path, sizeBytes, sha256 }: AttachedFile): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of archive.read(path, sizeBytes)) hash.update(chunk);
  if (hash.digest('hex') !== sha256) throw new ArchiveError('wrong_checksum', { path });
}
