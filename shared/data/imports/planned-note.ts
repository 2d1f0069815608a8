import { entryAddress } from './entry-address.ts';
import type { StoredImport } from './import-runs.ts';
import { recordIdOf } from './import-id.ts';
import { isWritten } from './import-objects.ts';
import type { PlannedRow } from './planned-row.ts';

/** The note that the job writes for a row, after all records; undefined if the row has none. */
export function plannedNote(
  { id: importId, file: { recordType } }: Pick<StoredImport, 'id' | 'file'>,
  row: PlannedRow,
): PlannedRow | undefined {
  const { number, id: recordId, note } = row;
  if (note === undefined || !isWritten(row)) return undefined;
  const id = entryAddress({ recordType, recordId }, recordIdOf(importId, `note ${number}`));
  return { number, action: 'create', id, body: { body: note }, problems: [] };
}
