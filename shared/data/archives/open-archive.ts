import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { fromRandomAccessReaderPromise, type Entry } from 'yauzl';
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
  attachedFilePath,
  manifestPath,
  type ArchiveFile,
} from './archive-format.ts';

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
/** Files besides the attached ones. */
const otherParts = 200;

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
  if (zip.entryCount > limits.archiveFiles + otherParts) throw new ArchiveError('too_large_unpacked');
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
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
  if (!parsed.success) throw new ArchiveError('unknown_version', { path: manifestPath });
  const place = ({ kind, recordType }: ArchiveFile) =>
    archiveKinds.indexOf(kind) * 100 + (recordType ? recordTypeNames.indexOf(recordType) : 0);
  return (parsed.data.files as ArchiveFile[]).sort((a, b) => place(a) - place(b));
}

/** The lines of a file, without their line feeds. */
export async function* linesOf(archive: OpenArchive, file: ArchiveFile): AsyncGenerator<string, void> {
  const { path, sizeBytes } = file;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let pending = '';
  for await (const chunk of archive.read(path, sizeBytes)) {
    const parts = (pending + decoder.decode(chunk, { stream: true })).split('\n');
    pending = parts.pop() ?? '';
    if (pending.length > limits.archiveLineBytes) throw new ArchiveError('invalid_line', { path });
    yield* parts;
  }
  if (pending !== '') throw new ArchiveError('invalid_line', { path });
}

/**
 * Compares the counts and checksums of all files in the archive, in a bounded amount of memory and of work. `onFile` is
 * called before each of them.
 */
export async function checkArchive(archive: OpenArchive, onFile: () => void): Promise<void> {
  const linesBytes = archive.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (linesBytes > limits.archiveLinesBytes) throw new ArchiveError('too_large_unpacked');
  let attachedBytes = 0;
  for (const file of archive.files) {
    onFile();
    await checkSum(archive, file);
    let found = 0;
    for await (const line of linesOf(archive, file)) {
      found += 1;
      if (file.kind !== 'files') continue;
      const attached = attachedIn(line, file.path, found);
      attachedBytes += attached.sizeBytes;
      if (found > limits.archiveFiles || attachedBytes > limits.archiveFileBytes)
        throw new ArchiveError('too_large_unpacked');
      onFile();
      await checkSum(archive, { ...attached, path: attachedFilePath(attached.id) });
    }
    if (found !== file.records) throw new ArchiveError('wrong_checksum', { path: file.path });
  }
}

const attachedSchema = z.object({
  id: z.uuid(),
  sizeBytes: count.check(z.lte(limits.attachmentBytes)),
  sha256: z.string(),
});

function attachedIn(line: string, path: string, number: number): z.infer<typeof attachedSchema> {
  try {
    return attachedSchema.parse(JSON.parse(line));
  } catch {
    throw new ArchiveError('invalid_line', { path, line: number });
  }
}

async function checkSum(
  archive: OpenArchive,
  { path, sizeBytes, sha256 }: Pick<ArchiveFile, 'path' | 'sizeBytes' | 'sha256'>,
): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of archive.read(path, sizeBytes)) hash.update(chunk);
  if (hash.digest('hex') !== sha256) throw new ArchiveError('wrong_checksum', { path });
}
