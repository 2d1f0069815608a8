import { limits } from '#contract/limits.ts';
import { type Key } from '../store/keys.ts';
import { importCorrectionKey, importCorrectionsPartition } from '../store/run-keys.ts';
import { getItems, query, queryAll, writeItems, type Item } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { StoredImport } from './import-runs.ts';

/** What somebody has changed in a row. The file and its stored rows stay as they are. */
export interface Correction {
  /** The new texts by the positions of their columns. */
  cells: Readonly<Record<number, string>>;
  /** The texts of the file in these cells, as far as they are counted as values of their columns. */
  counted: Readonly<Record<number, string>>;
  isLeftOut: boolean;
}

interface CorrectionItem extends Key {
  row: number;
  /** A `Correction` as JSON. */
  data: string;
}

type Corrections = ReadonlyMap<number, Correction>;
type CorrectedImport = Pick<StoredImport, 'id' | 'readings' | 'file' | 'createdAt'>;

const keyOf = (orgId: string, { id, readings = 0 }: CorrectedImport, row: number): Key =>
  importCorrectionKey(orgId, id, readings, row);

const from = (items: readonly (CorrectionItem | undefined)[]): Corrections =>
  new Map(items.flatMap((item) => (item ? [[item.row, JSON.parse(item.data) as Correction] as const] : [])));

/** The corrections of these rows. */
export async function readCorrections(
  session: Session,
  orgId: string,
  stored: CorrectedImport,
  rows: readonly number[],
): Promise<Corrections> {
  if (!stored.file.correctedRows) return new Map();
  const keys = rows.map((row) => keyOf(orgId, stored, row));
  return from(await getItems<CorrectionItem & Item>(session, keys));
}

/** The corrections of all rows of an import. */
export const readAllCorrections = (
  session: Session,
  orgId: string,
  stored: CorrectedImport,
): Promise<Corrections> => readCorrectionsBetween(session, orgId, stored, [0, limits.importRowNumber]);

/** The corrections of the rows between two rows, including both. */
export async function readCorrectionsBetween(
  session: Session,
  orgId: string,
  stored: CorrectedImport,
  [first, last]: readonly [number, number],
): Promise<Corrections> {
  if (!stored.file.correctedRows) return new Map();
  const { pk, sk } = keyOf(orgId, stored, first);
  const found: CorrectionItem[] = [];
  let start: Item | undefined;
  do {
    const { items, lastKey } = await query<CorrectionItem>(session, {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':first': sk, ':last': keyOf(orgId, stored, last).sk },
      ConsistentRead: true,
      ...(start ? { ExclusiveStartKey: start } : {}),
    });
    found.push(...items);
    start = lastKey;
  } while (start);
  return from(found);
}

/** What was ever corrected in the rows of an import, in all readings of its file. */
export async function readEveryCorrection(
  session: Session,
  orgId: string,
  importId: string,
): Promise<Correction[]> {
  const items = await queryAll<CorrectionItem>(session, importCorrectionsPartition(orgId, importId));
  return items.map(({ data }) => JSON.parse(data) as Correction);
}

/** The action that stores what was changed in a row, or removes it if nothing was. */
export function correctionAction(
  orgId: string,
  stored: CorrectedImport,
  row: number,
  correction: Correction,
): Action {
  const key = keyOf(orgId, stored, row);
  if (!isCorrected(correction)) return { remove: { Key: key } };
  return {
    put: {
      Item: {
        ...key,
        kind: 'import-correction',
        row,
        data: JSON.stringify(correction),
        // An import is kept for as long again once it has started.
        expiresAt: epochSeconds(stored.createdAt) + 2 * limits.importDays * 86_400,
      },
    },
  };
}

export const isCorrected = ({ cells, isLeftOut }: Correction): boolean =>
  isLeftOut || Object.keys(cells).length > 0;

/** Deletes the corrections of an import, of all readings of its file. */
export async function removeCorrections(session: Session, orgId: string, importId: string): Promise<void> {
  const items = await queryAll<Key>(session, importCorrectionsPartition(orgId, importId));
  await writeItems(
    session,
    [],
    items.map(({ pk, sk }) => ({ pk, sk })),
  );
}
