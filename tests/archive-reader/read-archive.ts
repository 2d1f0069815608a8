/**
 * Reads an archive as docs/archive-format.md describes it, without any code of the product, and checks its counts and
 * checksums. `node tests/archive-reader/read-archive.ts FILE` prints what is in a file.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inflateRawSync } from 'node:zlib';

export type Line = Record<string, any>;

export interface ReadArchive {
  manifest: Line;
  /** The lines of each file by its path. */
  lines: Map<string, Line[]>;
  /** The attached files by their ids. */
  attached: Map<string, Buffer>;
}

/** The contents of a ZIP file by path. */
export function unzipped(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Error('not a ZIP file, or a truncated one');
  let count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) {
    const large = Number(file.readBigUInt64LE(end - 20 + 8));
    count = Number(file.readBigUInt64LE(large + 32));
    at = Number(file.readBigUInt64LE(large + 48));
  }
  const contents = new Map<string, Buffer>();
  for (let entry = 0; entry < count; entry += 1) {
    const nameLength = file.readUInt16LE(at + 28);
    const extraLength = file.readUInt16LE(at + 30);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    let start = file.readUInt32LE(at + 42);
    if (start === 0xffffffff) start = Number(file.readBigUInt64LE(at + 46 + nameLength + 4));
    const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
    contents.set(name, inflateRawSync(file.subarray(from, from + file.readUInt32LE(at + 20))));
    at += 46 + nameLength + extraLength + file.readUInt16LE(at + 32);
  }
  return contents;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function checked(path: string, bytes: Buffer | undefined, { sha256: expected, sizeBytes }: Line): Buffer {
  if (!bytes) throw new Error(`${path} is missing`);
  if (bytes.length !== sizeBytes)
    throw new Error(`${path} has ${bytes.length} bytes instead of ${sizeBytes}`);
  if (sha256(bytes) !== expected) throw new Error(`${path} has another checksum`);
  return bytes;
}

export function readArchive(file: Buffer): ReadArchive {
  const contents = unzipped(file);
  const manifest = JSON.parse(String(contents.get('manifest.json') ?? 'null')) as Line | null;
  if (manifest?.format !== 'cobalt-crm-archive') throw new Error('not an archive');
  if (manifest.formatVersion !== 1) throw new Error(`format version ${manifest.formatVersion} is unknown`);
  const lines = new Map<string, Line[]>();
  for (const listed of manifest.files as Line[]) {
    const bytes = checked(listed.path, contents.get(listed.path), listed);
    const parsed = String(bytes)
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line);
    if (parsed.length !== listed.records)
      throw new Error(`${listed.path} has ${parsed.length} lines instead of ${listed.records}`);
    lines.set(listed.path, parsed);
  }
  const attached = new Map<string, Buffer>();
  for (const listed of lines.get('entries/files.jsonl') ?? []) {
    const path = `files/${listed.id}`;
    attached.set(listed.id, checked(path, contents.get(path), listed));
  }
  const expected = 1 + lines.size + attached.size;
  if (contents.size !== expected) throw new Error(`${contents.size} files instead of ${expected}`);
  return { manifest, lines, attached };
}

const [, program, given] = process.argv;
if (given !== undefined && program !== undefined && import.meta.url === pathToFileURL(program).href) {
  const { manifest, lines, attached } = readArchive(readFileSync(given));
  process.stdout.write(`${manifest.organization.name}, exported ${manifest.createdAt}\n`);
  for (const [path, { length }] of lines) process.stdout.write(`${String(length).padStart(8)} ${path}\n`);
  process.stdout.write(`${String(attached.size).padStart(8)} attached files\n`);
}
