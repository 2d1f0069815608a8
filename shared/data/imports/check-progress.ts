import type { UserContext } from '../store/request-context.ts';
import { type Key } from '../store/keys.ts';
import { importProgressKey } from '../store/run-keys.ts';
import { deleteItem, getItem, putItem } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { StoredImport } from './import-runs.ts';

interface ProgressItem extends Key {
  /** The version of the import that is checked. */
  version: number;
  rows: number;
}

type Place = UserContext & { orgId: string };

/** Parts between two progress writes, a write unit each. */
export const partsAProgress = 8;

const keptSeconds = 86_400;

/** Stores how many rows a check has read. It is no change of the import, whose next version the check writes. */
export async function writeProgress(
  context: Place,
  { id, version }: StoredImport,
  rows: number,
): Promise<void> {
  const expiresAt = epochSeconds(context.now) + keptSeconds;
  const Item = { ...importProgressKey(context.orgId, id), kind: 'import-progress', version, rows, expiresAt };
  await putItem(context, { Item });
}

/** The number of rows that the check of this version has read. */
export async function readProgress(
  context: Place,
  { id, version }: StoredImport,
): Promise<number | undefined> {
  const item = await getItem<ProgressItem>(context, importProgressKey(context.orgId, id), { strong: false });
  return item?.version === version ? item.rows : undefined;
}

export const removeProgress = (session: Session, orgId: string, id: string): Promise<void> =>
  deleteItem(session, { Key: importProgressKey(orgId, id) });
