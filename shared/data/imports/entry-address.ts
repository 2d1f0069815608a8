import { createHash } from 'node:crypto';

/** The record that an entry belongs to. */
export interface EntryParent {
  recordType: string;
  recordId: string;
}

/**
 * Where an entry is, as plans and jobs name it in place of an ID: an entry is in the partition of its record, so its ID
 * alone doesn't find it. Tasks can be without a record.
 */
export const entryAddress = (parent: EntryParent | undefined, id: string): string =>
  parent ? `${parent.recordType}/${parent.recordId}/${id}` : id;

/** The entry, and its record if it has one, at an address. An ID of a record has no slash, so it stands for itself. */
export function entryAt(address: string): { id: string; parent?: EntryParent } {
  const [recordType = '', recordId, id] = address.split('/');
  return recordId === undefined || id === undefined
    ? { id: recordType }
    : { id, parent: { recordType, recordId } };
}

/**
 * The lane for what has this address: one for all entries of a record, because they share its partition and its sums.
 * Undefined for records, and for entries without one, which can be in any lane.
 */
export function laneOfAddress(address: string, lanes: number): number | undefined {
  const { parent } = entryAt(address);
  if (!parent) return undefined;
  return createHash('sha256').update(parent.recordId).digest().readUInt32BE() % lanes;
}
