import * as z from 'zod/mini';
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl';
import type { ArchiveProblem } from '#contract/archive-import.ts';
import { limits } from '#contract/limits.ts';
import { recordTypeNames } from '#contract/record-types.ts';
import type { FileSource } from '../imports/file-source.ts';
import { UnreadableFile } from '../imports/unreadable-file.ts';
import { damaged, readerOf, unpacked } from '../imports/zip-parts.ts';
import { ArchiveError } from './archive-error.ts';
import {
  archiveFormat,
  archiveFormatVersion,
  archiveKinds,
  manifestPath,
  type ArchiveFile,
  type ArchiveKind,
} from './archive-format.ts';
import { archivedTypes } from './archived-types.ts';

const count = z.int().check(z.gte(0));
const manifestSchema = z.object({
  format: z.literal(archiveFormat),
  formatVersion: z.literal(archiveFormatVersion),
  files: z
    .array(
      z.object({
        path: z.string(),
        kind: z.enum(archiveKinds),
        recordType: z.optional(z.enum(recordTypeNames)),
        records: count,
        sizeBytes: count,
        sha256: z.string(),
        schema: z.int(),
      }),
    )
    .check(z.maxLength(100)),
});

/** An archive that is read. */
export interface OpenArchive {
  /** The files with lines, in the order in which they are imported. */
  files: ArchiveFile[];
  /** The bytes of a file in it. Throws if it has more or fewer than `sizeBytes`. */
  read(path: string, sizeBytes: number): AsyncGenerator<Uint8Array>;
}

/** The manifest is small; other sizes are compared before anything is unpacked. */
const manifestBytes = 1024 ** 2;
/** The attached files and the others. */
const partsMax = limits.archiveFiles + 200;
/** An entry of the directory with its name, on average. */
const entryBytesMax = 250;
/** Other entries aren't kept in memory. */
const expectedPath = /^[a-z][a-z0-9/.-]{0,99}$/;

/** The problem of an archive whose ZIP file can't be read. */
const problems: Partial<Record<string, ArchiveProblem>> = {
  too_large_unpacked: 'too_large_unpacked',
  replaced: 'replaced',
};

function unreadable(error: unknown, path?: string): unknown {
  const found = damaged(error);
  if (!(found instanceof UnreadableFile)) return found;
  return new ArchiveError(problems[found.reason] ?? 'damaged', path === undefined ? {} : { path });
}

/** Opens an archive and reads its manifest. Throws `ArchiveError`. */
export async function openArchive(source: FileSource): Promise<OpenArchive> {
  const entries = new Map<string, Entry>();
  const zip = await fromRandomAccessReaderPromise(readerOf(source), source.sizeBytes, {
    autoClose: false,
  }).catch((error: unknown) => {
    throw unreadable(error);
  });
  checkDirectory(zip, source.sizeBytes);
  try {
    for await (const entry of zip.eachEntry())
      if (expectedPath.test(entry.fileName)) entries.set(entry.fileName, entry);
  } catch (error) {
    throw unreadable(error);
  }
  async function* read(path: string, sizeBytes: number): AsyncGenerator<Uint8Array> {
    const entry = entries.get(path);
    if (entry?.uncompressedSize !== sizeBytes) throw new ArchiveError('wrong_checksum', { path });
    try {
      yield* unpacked(zip, entry);
    } catch (error) {
      throw unreadable(error, path);
    }
  }
  const manifest = entries.get(manifestPath);
  if (!manifest) throw new ArchiveError('not_an_archive');
  if (manifest.uncompressedSize > manifestBytes) throw new ArchiveError('too_large_unpacked');
  const chunks: Uint8Array[] = [];
  for await (const chunk of read(manifestPath, manifest.uncompressedSize)) chunks.push(chunk);
  return { files: filesIn(Buffer.concat(chunks).toString()), read };
}

/** The directory is at the end of the file. Names, further fields and comments in it can be long. */
function checkDirectory({ entryCount, readEntryCursor }: ZipFile, sizeBytes: number): void {
  const isTooLarge = sizeBytes - readEntryCursor > partsMax * entryBytesMax;
  if (entryCount > partsMax || isTooLarge) throw new ArchiveError('too_large_unpacked');
}

function filesIn(text: string): ArchiveFile[] {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new ArchiveError('not_an_archive');
  }
  const { format, formatVersion } = (manifest ?? {}) as Record<string, unknown>;
  if (format !== archiveFormat) throw new ArchiveError('not_an_archive');
  if (formatVersion !== archiveFormatVersion) throw new ArchiveError('unknown_version');
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) throw new ArchiveError('invalid_manifest', { path: manifestPath });
  const place = ({ kind, recordType }: ArchiveFile) =>
    archiveKinds.indexOf(kind) * 100 + (recordType ? archivedTypes.indexOf(recordType) : 0);
  const files = (parsed.data.files as ArchiveFile[]).sort((a, b) => place(a) - place(b));
  checkFiles(files);
  return files;
}

/** There is one file for each kind and record type. Some kinds are read as a whole, so these files are small. */
function checkFiles(files: readonly ArchiveFile[]): void {
  const names = files.map(({ kind, recordType = '' }) => `${kind} ${recordType}`);
  const paths = files.map(({ path }) => path);
  const isTyped = files.every(({ kind, recordType }) => (kind === 'records') === (recordType !== undefined));
  if (!isTyped || new Set(names).size < names.length || new Set(paths).size < paths.length)
    throw new ArchiveError('invalid_manifest', { path: manifestPath });
  for (const { path, kind, records, sizeBytes } of files) {
    const most = wholeFiles[kind];
    if (most && (records > most.lines || sizeBytes > most.bytes))
      throw new ArchiveError('too_large_unpacked', { path });
  }
  if (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > limits.archiveLinesBytes)
    throw new ArchiveError('too_large_unpacked');
}

const types = recordTypeNames.length;
const wholeFiles: Partial<Record<ArchiveKind, { lines: number; bytes: number }>> = {
  organization: { lines: 1, bytes: limits.archiveLineBytes },
  billing: { lines: 1, bytes: limits.archiveLineBytes },
  customFields: {
    lines: types * limits.customFieldsKept,
    // Each line also has the record type.
    bytes: types * (limits.customFieldsBytes + limits.customFieldsKept * 50),
  },
};

/** The lines of a file, without their line feeds. */
export async function* linesOf(archive: OpenArchive, file: ArchiveFile): AsyncGenerator<string, void> {
  const { path, sizeBytes } = file;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let pending = '';
  for await (const chunk of archive.read(path, sizeBytes)) {
    const parts = (pending + decoder.decode(chunk, { stream: true })).split('\n');
    pending = parts.pop() ?? '';
    if (Math.max(pending.length, ...parts.map(({ length }) => length)) > limits.archiveLineBytes)
      throw new ArchiveError('invalid_line', { path });
    yield* parts;
  }
  if (pending !== '') throw new ArchiveError('invalid_line', { path });
}
