import { fileFolders } from '../files/folders.ts';
import { eachVersion } from '../files/object-store.ts';
import { readCorrectedRows } from '../imports/corrected-rows.ts';
import { readEveryCorrection } from '../imports/corrections.ts';
import type { StoredImport } from '../imports/import-runs.ts';
import {
  headerName,
  linesOf,
  partName,
  partsOf,
  plannedName,
  rowsName,
  uploadName,
} from '../imports/import-objects.ts';
import type { Session } from '../store/units.ts';
import { isInTexts, textsIn, type Sought } from './row-texts.ts';
import type { Alive } from './remove-copies.ts';

/**
 * Whether an import contains one of these persons, or may do so because it can't be read completely: some of its objects
 * have expired. The uploaded file itself isn't opened, because its rows are stored as well.
 */
export async function mayContain(
  session: Session,
  orgId: string,
  stored: StoredImport,
  people: readonly Sought[],
  alive: Alive,
): Promise<boolean> {
  const isIn = (value: unknown) => isInTexts(textsIn(value), people);
  const corrections = await readEveryCorrection(session, orgId, stored.id);
  if ([...corrections, ...(stored.file.rules ?? [])].some(isIn)) return true;
  const needed = new Set(neededNames(stored));
  for await (const name of objectNames(orgId, stored.id)) {
    await alive();
    const lines = await linesOf([orgId, stored.id], name);
    if (!lines) continue;
    if (lines.some((line) => isIn(parsed(line)))) return true;
    needed.delete(name);
  }
  return needed.size > 0 || isInCorrectedRows(session, orgId, stored, isIn, alive);
}

/** The objects that an import has since its file was read. */
const neededNames = ({ rowsStored = 0, file }: StoredImport): string[] => [
  headerName,
  ...Array.from({ length: partsOf(Math.max(rowsStored, file.rows ?? 0)) }, (_, part) =>
    partName(rowsName, part),
  ),
];

/** The names of the current objects of an import that have texts, besides the uploaded file. */
async function* objectNames(orgId: string, id: string): AsyncGenerator<string> {
  const folder = `${fileFolders.imports(orgId)}${id}/`;
  for await (const { key, isLatest } of eachVersion(folder)) {
    const name = key.slice(folder.length);
    if (isLatest && name !== uploadName && name !== plannedName) yield name;
  }
}

/** Refused rows are stored as CSV. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** A correction can complete a name of which the file has the other half. */
async function isInCorrectedRows(
  session: Session,
  orgId: string,
  stored: StoredImport,
  isIn: (value: unknown) => boolean,
  alive: Alive,
): Promise<boolean> {
  const { correctedRows = 0, rules = [], rows = 0 } = stored.file;
  if (correctedRows === 0 && rules.length === 0) return false;
  for (let part = 0; part < partsOf(rows); part += 1) {
    await alive();
    if ((await readCorrectedRows(session, orgId, stored, part)).some(isIn)) return true;
  }
  return false;
}
