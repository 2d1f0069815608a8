import type { FileProblem } from '#contract/file-problem.ts';
import { readBytes, type FileSource } from './file-source.ts';

/** Sectors of the directory that are read. A sector has at least four entries, and these names are among the first. */
const sectorsRead = 64;

/** Sectors of the allocation table that the header lists. They cover 6.8 MB, which is enough for the first directory. */
const listedTables = 109;

const endOfChain = 0xffff_fffe;

function entryNames(sector: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 128 <= sector.length; at += 128) {
    const nameBytes = Math.min(sector.readUInt16LE(at + 64), 64);
    names.push(sector.toString('utf16le', at, at + Math.max(nameBytes - 2, 0)));
  }
  return names;
}

/** The names in the directory of an OLE container, which Office used for its files until 2003. */
async function names(source: FileSource): Promise<string[]> {
  const header = await readBytes(source, 0, Math.min(512, source.sizeBytes));
  if (header.length < 512) return [];
  const sectorBytes = 2 ** header.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return [];
  const read = (sector: number) => {
    const start = Math.min((sector + 1) * sectorBytes, source.sizeBytes);
    return readBytes(source, start, Math.min(start + sectorBytes, source.sizeBytes));
  };
  const found: string[] = [];
  let sector = header.readUInt32LE(48);
  for (let count = 0; count < sectorsRead && sector < endOfChain; count += 1) {
    found.push(...entryNames(await read(sector)));
    const perTable = sectorBytes / 4;
    const table = Math.floor(sector / perTable);
    if (table >= listedTables) break;
    const next = await read(header.readUInt32LE(76 + table * 4));
    const at = (sector % perTable) * 4;
    sector = at + 4 <= next.length ? next.readUInt32LE(at) : endOfChain;
  }
  return found;
}

/** Why an OLE container can't be read: it has an encrypted workbook, an old one, or something else. */
export async function reasonOfOle(source: FileSource): Promise<FileProblem> {
  const found = await names(source);
  if (found.includes('EncryptedPackage')) return 'encrypted';
  return found.includes('Workbook') || found.includes('Book') ? 'old_excel' : 'unknown_format';
}
